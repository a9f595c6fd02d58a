import { ExecuteSingleContext } from 'n8n-core';
import { createRunExecutionData, type INode, type INodeExecutionData } from 'n8n-workflow';

import { accountOf, readConnection } from '../../nodes/WaveSpeed/api/connection.ts';
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

const accountWith = (apiKey: string, baseUrl = 'https://api.test') =>
	accountOf({ baseUrl, secrets: [apiKey] });

/** n8n's host with a credential whose key an item may bring. */
const hostReading = (getCredentials: (hasItem: boolean) => object) =>
	({
		connectionInputData: [{}],
		async getCredentials(this: { connectionInputData?: object }) {
			return getCredentials(this.connectionInputData !== undefined);
		},
	}) as never;

describe('a credential', () => {
	it('with a key from the item’s data is known to need the item', async () => {
		const host = hostWithKey('={{ $json.key }}');
		const accounts = new Set([accountOf(await readConnection(host))]);
		expect(await credentialNeedsItem(host, accounts)).toBe(true);
	});

	it('with a key of its own needs none', async () => {
		const host = hostWithKey('key-1');
		const accounts = new Set([accountOf(await readConnection(host))]);
		expect(await credentialNeedsItem(host, accounts)).toBe(false);
	});

	it('with a base URL from the item’s data is known to need the item', async () => {
		const host = hostReading(() => ({ apiKey: 'a', baseUrl: 'https://other.test' }));
		expect(await credentialNeedsItem(host, new Set([accountWith('a')]))).toBe(true);
	});

	it('needs the item where items have different accounts, one of them the one without an item', async () => {
		const host = hostReading(() => ({ apiKey: 'a', baseUrl: 'https://api.test' }));
		const accounts = new Set([accountWith('a'), accountWith('b')]);
		expect(await credentialNeedsItem(host, accounts)).toBe(true);
	});

	it('that cannot be read without an item is taken for one that needs it', async () => {
		const host = hostReading((hasItem) => {
			if (!hasItem) throw new Error('timeout exceeded when trying to connect');
			return { apiKey: 'a', baseUrl: 'https://api.test' };
		});
		expect(await credentialNeedsItem(host, new Set([accountWith('a')]))).toBe(true);
	});

	it('in an n8n that does not tell is taken for one that needs none', async () => {
		const host = { getCredentials: async () => ({ apiKey: 'a' }) } as never;
		expect(await credentialNeedsItem(host, new Set([accountWith('b')]))).toBe(false);
	});

	it('in an n8n that does not tell needs the item where items have different accounts', async () => {
		const host = { getCredentials: async () => ({ apiKey: 'a' }) } as never;
		const accounts = new Set([accountWith('a'), accountWith('b')]);
		expect(await credentialNeedsItem(host, accounts)).toBe(true);
	});
});
