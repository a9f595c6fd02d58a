import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IDataObject } from 'n8n-workflow';

import type { Emulator } from '../../emulator/index.mts';
import { JOBS } from '../../nodes/WaveSpeed/models/jobs.ts';
import { startEmulator } from '../startEmulator.mts';
import { runWorkflow } from '../workflow/engine.mts';
import { operations as inPanel } from './nodeInPanel.mts';

const MODEL = 'wavespeed-ai/z-image/turbo';
const FOLDER = join(__dirname, '../../nodes/WaveSpeed/__schema__/v1.0.0');

interface Schema {
	type: string;
	properties?: Record<string, Schema>;
	items?: Schema;
}
/** The build gives whatever makes one kind of thing the file of Generate and Wait. */
const fileOf = (operation: string): string => {
	const own = join(FOLDER, `${operation}.json`);
	if (existsSync(own)) return own;
	const isMedia = JOBS.some(({ place }) => `${place?.resource}/${place?.operation}` === operation);
	return join(FOLDER, `${isMedia ? 'prediction/generateAndWait' : operation}.json`);
};
const schemaOf = (operation: string): Schema =>
	JSON.parse(readFileSync(fileOf(operation), 'utf8')) as Schema;

/** "outputs[]: string" and so on: every place of a value with its type. */
function placesOf(value: unknown, path = ''): string[] {
	if (Array.isArray(value)) return [...new Set(value.flatMap((one) => placesOf(one, `${path}[]`)))];
	if (value !== null && typeof value === 'object')
		return Object.entries(value).flatMap(([key, one]) => placesOf(one, `${path}.${key}`));
	return [`${path}: ${typeof value}`];
}
function placesIn({ type, properties, items }: Schema, path = ''): string[] {
	if (items) return placesIn(items, `${path}[]`);
	if (properties)
		return Object.entries(properties).flatMap(([key, one]) => placesIn(one, `${path}.${key}`));
	return [`${path}: ${type === 'integer' ? 'number' : type}`];
}

/** Every operation of the panel, as "resource/operation". */
const operations = inPanel.map(({ resource, operation }) => `${resource}/${operation}`);

describe('what n8n shows of an operation before its first run', () => {
	let emulator: Emulator;
	beforeEach(async () => {
		emulator = await startEmulator({ generationTimeMs: 10 });
	});
	afterEach(async () => await emulator.close());

	const row = async (operation: string, more: IDataObject = {}, item?: object) => {
		const [resource, name] = operation.split('/');
		const { success, failure } = await runWorkflow({
			baseUrl: emulator.url,
			parameters: {
				resource,
				operation: name,
				model: { __rl: true, mode: 'id', value: MODEL },
				inputMode: 'fields',
				prompt: 'a kite',
				...more,
			} as never,
			...(item && { items: [item as never] }),
		});
		expect(failure).toBeUndefined();
		return success[0]!.json;
	};
	const made = async () => (await row('prediction/generateAndWait')).id as string;
	const byId = async () => ({
		predictionId: { __rl: true, mode: 'id', value: await made() },
		waitUntilFinished: true,
	});
	const file = {
		json: {},
		binary: {
			data: {
				data: Buffer.from('89504e470d0a1a0a', 'hex').toString('base64'),
				mimeType: 'image/png',
				fileName: 'kite.png',
			},
		},
	};

	const rows: Record<string, () => Promise<IDataObject>> = {
		'account/getBalance': async () => await row('account/getBalance'),
		'account/getSpending': async () => {
			await made();
			return await row('account/getSpending');
		},
		'audio/transcribe': async () =>
			await row('audio/transcribe', {
				model: { __rl: true, mode: 'id', value: 'wavespeed-ai/openai-whisper-turbo' },
				inputFields: { mappingMode: 'defineBelow', value: { audio: 'https://a.example/a.mp3' } },
			}),
		'file/upload': async () => await row('file/upload', { binaryField: 'data' }, file),
		'image/generate': async () => await row('image/generate'),
		'model/get': async () => await row('model/get'),
		'model/getMany': async () => await row('model/getMany', { limit: 1 }),
		'model/getPrice': async () => await row('model/getPrice'),
		'prediction/delete': async () => await row('prediction/delete', await byId()),
		'prediction/generateAndWait': async () => await row('prediction/generateAndWait'),
		'prediction/getMany': async () => {
			await made();
			return await row('prediction/getMany', { limit: 1 });
		},
		'prediction/getResult': async () => await row('prediction/getResult', await byId()),
		'prediction/submit': async () => await row('prediction/submit'),
	};

	it('is there for every operation', () => {
		expect(operations.length).toBeGreaterThanOrEqual(10);
		for (const operation of operations)
			expect([operation, existsSync(fileOf(operation))]).toEqual([operation, true]);
		const own = operations.filter((operation) => fileOf(operation).endsWith(`/${operation}.json`));
		expect(Object.keys(rows).sort()).toEqual([...own, 'image/generate'].sort());
	});

	it.each(Object.keys(rows))('%s: has the fields that its rows really have', async (operation) => {
		const described = new Set(placesIn(schemaOf(operation)));
		const seen = placesOf(await rows[operation]!());
		// A model's inputs tell more about some than about others.
		const known = seen.filter((place) => !/^\.inputs\[\]|^\.input\./.test(place));
		expect(known.filter((place) => !described.has(place))).toEqual([]);
		// A prediction that was only just submitted has no outputs yet; then the schema says more.
		const missing = [...described].filter((place) => !seen.includes(place));
		if (!/submit|getMany/.test(operation)) expect(missing).toEqual([]);
	});
});
