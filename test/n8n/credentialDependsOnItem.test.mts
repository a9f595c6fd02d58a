import { ExecuteSingleContext } from 'n8n-core';
import { createRunExecutionData, type INode, type INodeExecutionData } from 'n8n-workflow';

import { credentialNeedsItem } from '../../nodes/WaveSpeed/n8n/credentialDependsOnItem.ts';
import { WaveSpeed } from '../../nodes/WaveSpeed/WaveSpeed.node.ts';
import { resolveKeyByItem } from '../waiting/suspended/parkedWorkflow.mts';
import { buildWorkflow, executionSettings, promptToVideo } from '../workflow/engine.mts';

/** What n8n gives to an item, with a credential whose key is this text. */
function hostWithKey(apiKey: string) {
	const items: INodeExecutionData[] = [{ json: { key: 'key-of-this-customer' } }];
	const workflow = buildWorkflow(
		{ baseUrl: 'https://api.test', parameters: promptToVideo, items },
		new WaveSpeed(),
	);
	const additionalData = executionSettings('https://api.test');
	if (apiKey.includes('$json'))
		resolveKeyByItem(additionalData.credentialsHelper, 'https://api.test');
	const node = workflow.getNode('WaveSpeedAI') as INode;
	const input = { main: [items] };
	return new ExecuteSingleContext(
		workflow,
		node,
		additionalData,
		'trigger',
		createRunExecutionData(),
		0,
		items,
		input,
		0,
		{ data: input, node, source: null },
	) as never;
}

describe('a credential', () => {
	it('with a key from the item’s data is known to need the item', async () => {
		expect(await credentialNeedsItem(hostWithKey('={{ $json.key }}'))).toBe(true);
	});

	it('with a key of its own needs none', async () => {
		expect(await credentialNeedsItem(hostWithKey('key-1'))).toBe(false);
	});

	it('in an n8n that does not tell is taken for one that needs none', async () => {
		const host = { getCredentials: async () => ({ apiKey: 'a' }) } as never;
		expect(await credentialNeedsItem(host)).toBe(false);
	});
});
