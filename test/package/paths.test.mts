import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const NODES = join(__dirname, '../../nodes');

describe('the paths of the API', () => {
	const sources = readdirSync(NODES, { recursive: true, encoding: 'utf8' }).filter((name) =>
		name.endsWith('.ts'),
	);
	/** What a file does, without what it says about itself. */
	const codeOf = (name: string) =>
		readFileSync(join(NODES, name), 'utf8')
			.replace(/^\s*\/\*[\s\S]*?\*\//gm, '')
			.replace(/^\s*\/\/.*$/gm, '');

	it('stand in one file', () => {
		const elsewhere = sources.filter((name) => name !== join('WaveSpeed', 'api', 'paths.ts'));
		expect(elsewhere.length).toBeGreaterThan(200);
		const own = elsewhere.filter((name) => /api\/v3|\bpath: ['"`]\//.test(codeOf(name)));
		expect(own).toEqual([]);
	});
});
