import { Readable } from 'node:stream';

import type { IDataObject, IHttpRequestOptions } from 'n8n-workflow';

import { createProcessServices } from '../../nodes/WaveSpeed/item/processServices.ts';
import { modelWith } from '../faults/modelWith.mts';
import type { NodeRunOptions } from '../faults/nodeWithoutEngine.mts';
import { API, type FaultScript } from '../faults/scriptedApi.mts';
import type { VirtualTime } from '../virtualTime.mts';
import { reusingAccount } from './reusingAccount.mts';

export const STORAGE = 'https://storage.wavespeed.test';

const models = [
	modelWith({
		image: { type: 'string' },
		last_image: { type: 'string' },
		images: { type: 'array', items: { type: 'string' } },
		seed: { type: 'integer', default: -1 },
	}),
];

/** WaveSpeed's storage of files, without a network between. */
export class FilesInMemory {
	readonly files = new Map<string, { bytes: Buffer; changedAt?: Date }>();
	/** Of files that were uploaded, each with what was sent and the body that it got. */
	readonly downloads: Array<{ url: string; headers: unknown; body: Readable }> = [];
	uploads = 0;
	/** Called before a download is answered. */
	onDownload?: () => void;

	constructor(private readonly time: Pick<VirtualTime, 'date'>) {}

	/** @returns undefined for what is no request to the storage, nor for a ticket to it */
	answer({ method, url, headers, body }: IHttpRequestOptions): object | undefined {
		const { origin, pathname } = new URL(url);
		if (origin === API && pathname === '/api/v3/media/uploads') return this.ticket();
		if (method === 'PUT') {
			this.files.set(url, { bytes: body as unknown as Buffer, changedAt: this.time.date() });
			return reply(200);
		}
		if (origin !== STORAGE) return undefined;
		this.onDownload?.();
		const file = this.files.get(url);
		const answer = file
			? reply(200, file.bytes, {
					'content-length': String(file.bytes.length),
					...(file.changedAt && { 'last-modified': file.changedAt.toUTCString() }),
				})
			: reply(404);
		this.downloads.push({ url, headers, body: answer.body });
		return answer;
	}

	/** How many files were read, and not only asked for their size. */
	get read(): number {
		return this.downloads.filter(({ body }) => body.readableDidRead).length;
	}

	private ticket(): object {
		const url = `${STORAGE}/media/${++this.uploads}.png`;
		const data = { download_url: url, type: 'image', upload: { method: 'PUT', url, headers: {} } };
		return reply(200, JSON.stringify({ code: 200, message: 'success', data }));
	}
}

function reply(statusCode: number, body: string | Buffer = '', headers: object = {}) {
	return {
		statusCode,
		headers: { 'content-type': 'application/json', ...headers },
		body: Readable.from(body.length === 0 ? [] : [Buffer.from(body)]),
	};
}

/** What is in the files of an item, by the input that takes them. */
type Contents = Record<string, string | string[]>;

/** An account whose items have files, and n8n processes one after the other that know nothing of each other. */
export function accountWithFiles(script: Partial<FaultScript> = {}) {
	const account = reusingAccount({ models, ...script });
	const { api, time } = account;
	const storage = new FilesInMemory(time);
	const { request } = api;
	api.request = async (options) => storage.answer(options) ?? (await request(options));
	const startN8n = () => {
		const services = createProcessServices(time);
		return async (contents: Contents, { host, ...more }: Partial<NodeRunOptions> = {}) => {
			const files = Object.keys(contents).map((input) => ({ input, binaryField: `${input}_*` }));
			const input = { json: {}, binary: binariesOf(contents) };
			return await account.execute({
				services,
				parameters: { binaryInputs: { files } },
				host: { getInputData: () => input, ...host },
				...more,
			});
		};
	};
	/** Pays for a prediction of these files, then starts n8n anew. */
	const paidBefore = async (contents: Contents, more: Partial<NodeRunOptions> = {}) => {
		const { json } = await startN8n()(contents, more);
		return { before: json, execute: startN8n() };
	};
	return { api, time, storage, startN8n, paidBefore };
}

const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');

function binariesOf(contents: Contents): IDataObject {
	const named = Object.entries(contents).flatMap(([input, texts]) =>
		[texts].flat().map((text, index) => [`${input}_${index}`, text] as const),
	);
	return Object.fromEntries(
		named.map(([field, text]) => {
			const data = Buffer.concat([PNG, Buffer.from(text)]).toString('base64');
			return [field, { data, mimeType: 'image/png', fileName: 'one.png' }];
		}),
	);
}
