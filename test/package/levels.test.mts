import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const levels = createRequire(join(ROOT, 'package.json'))('./levels.cjs') as Record<
	string,
	string[]
>;

describe('the levels of the node', () => {
	it('have every folder in exactly one of them, so that every import is checked', () => {
		const folders = readdirSync(join(ROOT, 'nodes/WaveSpeed'), { withFileTypes: true })
			// The data that n8n reads, and no code.
			.filter((entry) => entry.isDirectory() && entry.name !== '__schema__')
			.map(({ name }) => name);
		expect(Object.values(levels).flat().sort()).toEqual(folders.sort());
	});
});
