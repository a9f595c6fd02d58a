import { accountOf } from '../../nodes/WaveSpeed/api/connection.ts';
import { UPLOAD_KEPT } from '../../nodes/WaveSpeed/policy.ts';
import { ProcessUploads } from '../../nodes/WaveSpeed/upload/uploadedFiles.ts';

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

	it('tell what is at an address, also where a file has another one now', () => {
		const account = accountOf({ baseUrl: 'https://api.example', secrets: ['key'] });
		uploads.remember(account, 'def', { ...file, url: 'https://files.example/old.png' });
		uploads.remember(account, 'def', { ...file, url: 'https://files.example/new.png' });
		uploads.learn(account, 'https://files.example/other.png', 'ghi');
		const at = (name: string) => uploads.contentAt(account, `https://files.example/${name}.png`);
		expect(['old', 'new', 'other', 'unknown'].map(at)).toEqual(['def', 'def', 'ghi', undefined]);
		expect(uploads.recall(account, 'def')!.url).toContain('new');
		expect(uploads.recall(account, 'ghi')).toBeUndefined();
	});

	it('are as old as they are, whenever they were found', () => {
		const account = accountOf({ baseUrl: 'https://api.example', secrets: ['key'] });
		uploads.remember(account, 'young', file, UPLOAD_KEPT);
		uploads.remember(account, 'old', file, UPLOAD_KEPT + 1);
		expect(uploads.recall(account, 'young')).toEqual(file);
		expect(uploads.recall(account, 'old')).toBeUndefined();
	});

	it('are forgotten before WaveSpeed deletes them', () => {
		now = UPLOAD_KEPT + 1;
		expect(
			uploads.recall(accountOf({ baseUrl: 'https://api.example', secrets: ['key'] }), 'abc'),
		).toBeUndefined();
	});
});
