import type { ICredentialsHelper } from 'n8n-workflow';
import { setTimeout as delay } from 'node:timers/promises';

import type { Emulator } from '../../emulator/index.mts';
import { CREDENTIALS_READ_AT_ONCE } from '../../nodes/WaveSpeed/policy.ts';
import { startEmulator } from '../startEmulator.mts';
import { resolveKeyByItem } from '../waiting/suspended/parkedWorkflow.mts';
import { promptToVideo, runWorkflow } from '../workflow/engine.mts';

const ITEMS = 40;
let emulator: Emulator;

beforeEach(async () => {
	emulator = await startEmulator({ apiKey: 'test-key', generationTimeMs: 50 });
});
afterEach(async () => await emulator.close());

const items = Array.from({ length: ITEMS }, (_, index) => ({
	json: { prompt: `boat ${index}`, key: 'test-key' },
	pairedItem: { item: 0 },
}));

/** Submits all items, and watches how n8n's database is asked for the credential. */
async function submitAll(prepare: (helper: ICredentialsHelper) => void) {
	const seen = { readings: 0, atOnce: 0 };
	const { success, failure } = await runWorkflow({
		baseUrl: emulator.url,
		parameters: { ...promptToVideo, operation: 'submit' },
		items,
		onCredentials: (helper) => {
			prepare(helper);
			const read = helper.getDecrypted.bind(helper);
			let reading = 0;
			helper.getDecrypted = async (...args) => {
				seen.readings++;
				reading++;
				// No item goes on before all have theirs; after that, each request reads it once more, as with
				// any node of n8n's.
				if (seen.readings <= ITEMS) seen.atOnce = Math.max(seen.atOnce, reading);
				await delay(2);
				return await read(...args).finally(() => reading--);
			};
		},
	});
	expect(failure).toBeUndefined();
	expect(success).toHaveLength(ITEMS);
	return seen;
}

describe('the credential of a run', () => {
	it('is read once for all items, and again only for requests', async () => {
		const { readings } = await submitAll(() => {});
		const { length: requests } = emulator.requestsTo({});
		// n8n's own reading at the start, the look at its fields, and the node's reading.
		expect(readings).toBeLessThanOrEqual(requests + 3);
	});

	it('is read for each item, a few at a time, if an expression gives each its own', async () => {
		const { atOnce, readings } = await submitAll((helper) =>
			resolveKeyByItem(helper, emulator.url),
		);
		expect(readings).toBeGreaterThanOrEqual(emulator.requestsTo({}).length + ITEMS);
		// The catalogue's request may be one of them.
		expect(atOnce).toBeLessThanOrEqual(CREDENTIALS_READ_AT_ONCE + 1);
	});

	it.each(['={{ $json.key }}', '=test-{{ $itemIndex }}', "={{ $('Start').item.json.key }}"])(
		'is not shared between items with the key %s',
		async (apiKey) => {
			const { readings } = await submitAll((helper) => {
				resolveKeyByItem(helper, emulator.url);
				const read = helper.getDecrypted.bind(helper);
				helper.getDecrypted = async (...args) =>
					args[5] === true ? { apiKey, baseUrl: emulator.url } : await read(...args);
			});
			expect(readings).toBeGreaterThanOrEqual(emulator.requestsTo({}).length + ITEMS);
		},
	);

	it('is shared if an expression leads to an external secret', async () => {
		const { readings } = await submitAll((helper) => {
			const read = helper.getDecrypted.bind(helper);
			helper.getDecrypted = async (...args) =>
				args[5] === true
					? { apiKey: '={{ $secrets.vault.wavespeed }}', baseUrl: emulator.url }
					: await read(...args);
		});
		expect(readings).toBeLessThanOrEqual(emulator.requestsTo({}).length + 3);
	});
});
