import { Readable } from 'node:stream';

import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { KEY } from '../faults/runScript.mts';
import { answer, run, type ScriptedRun } from '../faults/runWithoutEngine.mts';
import { OUTPUTS, type Fault } from '../faults/scriptedApi.mts';
import { png } from '../download/samples.mts';

export const ID = 'ded09b4c9b104fb88a38feab74c9d54c';

export const prediction = (fields: object): Fault =>
	answer(200, { code: 200, data: { id: ID, model: 'a/b', status: 'completed', ...fields } });

interface Wishes {
	/** What each address answers; a picture where nothing is said. */
	files?: Record<string, { bytes: Buffer; type?: string }>;
	/** The catalogue's type of the model; no catalogue where it is left out. */
	type?: string;
	/** The node's options, such as `rowPer`. */
	options?: Record<string, unknown>;
	/** What the API says, one look after the other. */
	looks?: Fault[];
}

export interface Answered extends ScriptedRun {
	/** The addresses that were fetched, as they were asked for. */
	fetched: string[];
	row: INodeExecutionData;
}

/** Runs Get Result on a prediction that has these outputs. */
export async function answered(outputs: unknown, wishes: Wishes = {}): Promise<Answered> {
	const fetched: string[] = [];
	const ran = await run(
		{ result: wishes.looks ?? [prediction({ outputs }), prediction({ outputs })] },
		{
			operation: 'getResult',
			// A key of its own: nodes with the same one share their catalogue.
			key: `${KEY}-${wishes.type ?? 'none'}`,
			parameters: { predictionId: ID },
			options: (wishes.options ?? {}) as IDataObject,
			prepare: (api) => {
				const { request } = api;
				api.request = async (options) => {
					const url = new URL(options.url);
					if (url.pathname === '/api/v3/models' && wishes.type !== undefined) {
						const models = [{ model_id: 'a/b', name: 'a/b', type: wishes.type }];
						return reply(
							Buffer.from(JSON.stringify({ code: 200, data: models })),
							'application/json',
						);
					}
					if (options.url.startsWith(OUTPUTS)) {
						fetched.push(options.url);
						const file = wishes.files?.[options.url.slice(OUTPUTS.length)];
						return reply(file?.bytes ?? pictureOf(options.url), file?.type ?? 'image/png');
					}
					return await request(options);
				};
			},
		},
	);
	return { ...ran, fetched, row: ran.rows[0]! };
}

/** Another length for each address, so that files can be told apart. */
export function pictureOf(url: string): Buffer {
	return png(500 + url.length);
}

function reply(bytes: Buffer, type: string) {
	return {
		statusCode: 200,
		headers: { 'content-type': type, 'content-length': String(bytes.length) },
		body: Readable.from([bytes]),
	};
}
