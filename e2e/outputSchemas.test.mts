import { NODE_TYPE, TRIGGER_TYPE } from './n8n/example.mts';
import { joinSharedN8n } from './n8n/sharedN8n.mts';

const shown = async (path: string) => {
	const { session } = joinSharedN8n();
	const response = await fetch(`${session.url}/schemas/${path}.json`, {
		headers: { cookie: session.cookie() },
	});
	expect([path, response.status]).toEqual([path, 200]);
	return (await response.json()) as { properties: Record<string, unknown> };
};

test.each([
	'account/getBalance',
	'audio/speech',
	'file/upload',
	'model/get',
	'model/getMany',
	'model/getPrice',
	'prediction/delete',
	'prediction/generateAndWait',
	'prediction/getMany',
	'prediction/getResult',
	'prediction/submit',
	'threeD/fromImage',
	'video/generate',
])('the editor can show the fields of %s before its first run', async (operation) => {
	const { properties } = await shown(`${NODE_TYPE}/1/${operation}`);
	expect(Object.keys(properties).length).toBeGreaterThan(1);
});

test('and those of the trigger', async () => {
	const { properties } = await shown(`${TRIGGER_TYPE}/1`);
	expect(properties).toHaveProperty('outputs');
});
