import { CallFailure } from '../../nodes/WaveSpeed/api/callFailure.ts';
import { askForTicket } from '../../nodes/WaveSpeed/upload/putToStorage.ts';
import { apiThatAnswers } from '../api/apiThatAnswers.mts';

/** Answers as the vendor's clients are tested with, and as they would refuse them. */
const FILE = { fileName: 'a.png', size: 15, mimeType: 'image/png' };
const ADDRESS = 'https://files.test/a.png';
const UPLOAD = {
	method: 'PUT',
	url: 'https://storage.test/upload',
	headers: { 'Content-Type': 'image/png' },
	expires_at: '2026-08-11T06:00:00Z',
};
const TICKET = {
	type: 'image',
	download_url: ADDRESS,
	filename: 'a.png',
	size: 15,
	upload: UPLOAD,
};

async function asked(status: number, body: unknown) {
	const { api, asked: count } = apiThatAnswers(status, body);
	const ask = askForTicket({ api } as never, FILE as never);
	const [ticket, failure] = await ask.then(
		(got) => [got, undefined],
		(error: unknown) => [undefined, error],
	);
	return { ticket, failure, times: count.times };
}

describe('an upload ticket answered with', () => {
	it.each<[string, unknown]>([
		['everything', TICKET],
		['no method', { ...TICKET, upload: { ...UPLOAD, method: undefined } }],
		['the method in small letters', { ...TICKET, upload: { ...UPLOAD, method: 'put' } }],
		['no time to expire at', { ...TICKET, upload: { ...UPLOAD, expires_at: null } }],
		['no name and no size', { ...TICKET, filename: undefined, size: undefined }],
	])('%s is used', async (_what, data) => {
		expect(await asked(200, { code: 200, message: 'success', data })).toEqual({
			ticket: {
				downloadUrl: ADDRESS,
				type: 'image',
				storage: UPLOAD.url,
				headers: UPLOAD.headers,
			},
			failure: undefined,
			times: 1,
		});
	});

	it('neither type nor headers is used, too', async () => {
		const bare = { download_url: ADDRESS, upload: { url: UPLOAD.url } };
		const { ticket } = await asked(200, { code: 200, data: bare });
		expect(ticket).toMatchObject({ type: 'file', headers: {} });
	});

	it.each<[string, number, unknown]>([
		['empty data', 200, { code: 200, message: 'success', data: {} }],
		['null data', 200, { code: 200, message: 'success', data: null }],
		['no address to read from', 200, { data: { ...TICKET, download_url: undefined } }],
		['nowhere to put it', 200, { data: { ...TICKET, upload: undefined } }],
		[
			'another way to bring it',
			200,
			{ data: { ...TICKET, upload: { ...UPLOAD, method: 'POST' } } },
		],
		['plain words and HTTP 500', 500, 'Internal Server Error'],
	])('%s is none: nothing is brought anywhere', async (_what, status, body) => {
		const { ticket, failure, times } = await asked(status, body);
		expect(ticket).toBeUndefined();
		expect(failure).toBeInstanceOf(CallFailure);
		expect((failure as CallFailure).kind).toBe(status === 200 ? 'unreadable' : 'refused');
		expect(times).toBeLessThanOrEqual(6);
	});

	it('a refusal of the file under HTTP 200 is asked for once and keeps its words', async () => {
		const { failure, times } = await asked(200, {
			code: 500,
			message: 'Upload failed: invalid file type',
		});
		expect(failure).toMatchObject({
			kind: 'refused',
			facts: { serverMessage: 'Upload failed: invalid file type' },
		});
		expect(times).toBe(1);
	});

	it.each([404, 405, 501])('HTTP %i says that the API has none', async (status) => {
		expect(await asked(status, { code: status, message: 'not found' })).toMatchObject({
			ticket: undefined,
			failure: undefined,
		});
	});
});
