import { Readable } from 'node:stream';

import { createProcessServices } from '../../nodes/WaveSpeed/item/processServices.ts';
import { accountOf } from '../../nodes/WaveSpeed/api/connection.ts';
import { Run } from '../../nodes/WaveSpeed/item/run.ts';
import {
	REUSE_FILE_LIMIT_BYTES,
	REUSE_FILES_DEADLINE,
	REUSE_PREDICTIONS_COMPARED,
} from '../../nodes/WaveSpeed/policy.ts';
import { EqualRequests } from '../../nodes/WaveSpeed/reuse/assignPaidResults.ts';
import { ListedFiles } from '../../nodes/WaveSpeed/reuse/listedFiles.ts';
import { PaidResults } from '../../nodes/WaveSpeed/reuse/paidResults.ts';
import { FileSizes } from '../../nodes/WaveSpeed/upload/binaryFile.ts';
import { seeded, VirtualTime } from '../virtualTime.mts';

const connection = { baseUrl: 'https://api.wavespeed.test', secrets: ['key'], transport: {} };
const address = (name: string) => `https://storage.wavespeed.test/${name}.png`;

/** An item whose downloads never end, or have this answer. */
function itemWith(answer?: object) {
	const time = new VirtualTime(seeded(1));
	const services = createProcessServices(time);
	const requests: string[] = [];
	const httpRequest = async ({ url }: { url: string }) => {
		requests.push(url);
		return answer ?? (await new Promise<never>(() => {}));
	};
	const run = new Run(1, false, time);
	const empty = () => ({});
	const item = {
		host: { helpers: { httpRequest }, getContext: empty, getExecuteData: empty, runIndex: 0 },
		run,
		services,
		api: { connection },
	};
	return { item: item as never, files: new ListedFiles(time), requests, services, run };
}

describe('the files of listed predictions', () => {
	it('are not downloaded where they may be too large, unless this process knows them', async () => {
		const { item, files, requests, services } = itemWith();
		const bytes = REUSE_FILE_LIMIT_BYTES + 1;
		expect(await files.contentAt(item, address('a'), bytes)).toEqual({ unread: 'tooLarge' });
		services.uploads.learn(accountOf(connection), address('a'), 'abc');
		expect(await files.contentAt(item, address('a'), bytes)).toEqual({ sha256: 'abc' });
		expect(requests).toEqual([]);
	});

	it.each([
		['as large as is read at most', REUSE_FILE_LIMIT_BYTES, true],
		['larger, though an item has such a file', REUSE_FILE_LIMIT_BYTES + 1, false],
	])('are read where they are %s: %s bytes', async (_what, bytes, isRead) => {
		const body = Readable.from([Buffer.from('a')]);
		const headers = { 'content-length': String(bytes) };
		const { item, files, requests, run } = itemWith({ statusCode: 200, headers, body });
		run.shared(FileSizes).add(bytes);
		// Asked for in the place of a file that may be read.
		await files.contentAt(item, address('a'), REUSE_FILE_LIMIT_BYTES);
		expect(requests).toContain(address('a'));
		expect(body.readableDidRead).toBe(isRead);
	});

	it('are given up one by one, and all of them after some minutes', async () => {
		const { item, files, requests } = itemWith();
		const looks = ['a', 'b', 'c', 'd', 'e'].map(address);
		const answers = [];
		for (const url of looks) answers.push(await files.contentAt(item, url, 1));
		expect(answers.map((answer) => 'unread' in answer && answer.unread)).toEqual([
			'slow',
			'slow',
			'slow',
			'enough',
			'enough',
		]);
		expect(new Set(requests)).toEqual(new Set(looks.slice(0, 3)));
		expect(REUSE_FILES_DEADLINE).toBe(180_000);
	});

	it.each([
		['few enough', REUSE_PREDICTIONS_COMPARED, undefined],
		['too many', REUSE_PREDICTIONS_COMPARED + 1, 'enough'],
	])(
		'that are known are compared without a request, where there are %s',
		async (_what, count, why) => {
			const { item, requests, services } = itemWith();
			const results = new PaidResults(undefined, 0);
			for (let index = 0; index < count; index++) {
				const input = { image: address(`${index}`) };
				const fields = { id: `${index}`, status: 'completed' };
				const row = { id: fields.id, fields, createdAt: 1 };
				results.add({ ...row, input: { digests: { image: `${index}` } } }, input);
				services.uploads.learn(accountOf(connection), input.image, 'abc');
			}
			const url = address('new');
			const addresses = new Map([['image', url]]);
			const equal = new EqualRequests(results, {
				meaning: results.meaningOf({ image: 'new' }, undefined),
				meaningWithoutFiles: results.meaningOf({ image: 'new' }, undefined, addresses),
				addresses,
				uploads: new Map([[url, { url, type: 'image', sha256: 'def', size: 1 }]]),
			});
			equal.join(0);
			expect(await equal.paidResultAt(0, item)).toBeUndefined();
			expect(equal.notCompared).toBe(why);
			expect(requests).toEqual([]);
		},
	);
});
