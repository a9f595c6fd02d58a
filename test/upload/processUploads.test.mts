import { UPLOAD_KEPT } from '../../nodes/WaveSpeed/policy.ts';
import { accountOf } from '../../nodes/WaveSpeed/api/connection.ts';
import { ProcessUploads } from '../../nodes/WaveSpeed/upload/processUploads.ts';

const file = { url: 'https://files.example/a.png', type: 'image' };

describe('the uploads that a process knows', () => {
	let now = 0;
	const uploads = new ProcessUploads({ now: () => now });
	uploads.remember(accountOf({ baseUrl: 'https://api.example', secrets: ['key'] }), 'abc', file);

	it('are found by their content, for the same account', () => {
		expect(
			uploads.recall(accountOf({ baseUrl: 'https://api.example', secrets: ['key'] }), 'abc'),
		).toEqual(file);
		expect(
			uploads.recall(accountOf({ baseUrl: 'https://api.example', secrets: ['key'] }), 'def'),
		).toBeUndefined();
		expect(
			uploads.recall(accountOf({ baseUrl: 'https://api.example', secrets: ['other'] }), 'abc'),
		).toBeUndefined();
		expect(
			uploads.recall(accountOf({ baseUrl: 'https://api.other', secrets: ['key'] }), 'abc'),
		).toBeUndefined();
	});

	it('are forgotten before WaveSpeed deletes them', () => {
		now = UPLOAD_KEPT + 1;
		expect(
			uploads.recall(accountOf({ baseUrl: 'https://api.example', secrets: ['key'] }), 'abc'),
		).toBeUndefined();
	});
});
