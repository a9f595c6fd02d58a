import type { IDataObject } from 'n8n-workflow';

import type { Emulator } from '../../emulator/index.mts';
import { createProcessServices } from '../../nodes/WaveSpeed/item/processServices.ts';
import { WaveSpeed } from '../../nodes/WaveSpeed/WaveSpeed.node.ts';
import { time } from '../startEmulator.mts';
import { emulatorForEachTest } from '../upload/emulatorForEachTest.mts';
import { binary } from '../upload/storedFiles.mts';
import { runWorkflow, type WorkflowOptions } from '../workflow/engine.mts';

export const KEY = 'WSK_SECRET_reuse/5b1f';
export const ANIMATE = 'wavespeed-ai/minimax-h3/image-to-video';
export const EDIT = 'bytedance/seedream-v4.5/edit';

/** The files of an item, by the input that takes them. */
export type Files = Record<string, Buffer | Buffer[]>;

interface Execution extends Partial<WorkflowOptions> {
	model?: string;
	prompt?: string;
	fileName?: string;
	options?: IDataObject;
	/** Inputs beside the prompt and the files. */
	input?: IDataObject;
	/** What expressions read, by item. */
	json?: IDataObject[];
}

/** For a test file: an emulator for each of its tests, and files that n8n keeps on the disk. */
export function eachWithAnEmulator(): { emulator: Emulator } {
	const current = {} as { emulator: Emulator };
	emulatorForEachTest('filesystem', (started) => (current.emulator = started), {
		apiKey: KEY,
		generationTimeMs: 50,
	});
	return current;
}

/** One n8n process, whose executions reuse paid results; another one knows nothing of what it has uploaded. */
export function startN8n(emulator: Emulator) {
	const nodeType = new WaveSpeed(createProcessServices(time));
	return async (items: Files[], execution: Execution = {}) => {
		const {
			model = ANIMATE,
			prompt = 'it comes alive',
			fileName,
			input,
			json = [],
			options,
			...rest
		} = execution;
		const before = emulator.predictions.length;
		const entries = Object.entries(items[0] ?? {}).map(([input, bytes]) => ({
			input,
			binaryField: [bytes]
				.flat()
				.map((_one, index) => `${input}_${index}`)
				.join(','),
		}));
		const { success, failure } = await runWorkflow({
			baseUrl: emulator.url,
			apiKey: KEY,
			nodeType,
			parameters: {
				resource: 'prediction',
				operation: 'generateAndWait',
				model: { __rl: true, mode: 'id', value: model },
				inputMode: 'fields',
				prompt,
				...(input && { inputFields: { value: input } }),
				binaryInputs: { files: entries },
				options: { reusePaidResults: 'always', downloadOutputs: false, ...options },
			},
			items: await Promise.all(
				items.map(async (files, index) => ({
					json: json[index] ?? {},
					binary: await binariesOf(files, fileName),
				})),
			),
			...rest,
		});
		return {
			rows: success.map(({ json }) => json),
			success,
			failure,
			paid: emulator.predictions.length - before,
		};
	};
}

async function binariesOf(files: Files, fileName = 'one.png') {
	const named = Object.entries(files).flatMap(([input, bytes]) =>
		[bytes].flat().map((one, index) => [`${input}_${index}`, one] as const),
	);
	const stored = await Promise.all(
		named.map(async ([field, bytes]) => [field, { ...(await binary(bytes)), fileName }] as const),
	);
	return Object.fromEntries(stored);
}

/** What was downloaded of the files that were uploaded. */
export function comparedFiles(emulator: Emulator) {
	return emulator.requestsTo({ host: 'outputs', method: 'GET', path: /^\/media\// });
}
