import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { withTable, type Result } from '../../e2e/matrix/compatibility.mts';
import { VERSIONS } from '../../e2e/matrix/versions.mts';

const ROOT = join(__dirname, '../..');
const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
const results = JSON.parse(readFileSync(join(ROOT, 'docs/compatibility.json'), 'utf8')) as Result[];

describe('the README’s table of compatibility', () => {
	it('is what the matrix wrote', () => {
		expect(results.length).toBeGreaterThan(0);
		expect(withTable(readme, results)).toBe(readme);
	});

	it('shows no failure', () => {
		for (const { n8n, features } of results)
			for (const [name, word] of Object.entries(features))
				expect([n8n, name, word]).toEqual([n8n, name, expect.not.stringMatching(/^FAILED/)]);
	});

	it('has a column for each version, oldest first, and says what was not run', () => {
		const older: Result = {
			n8n: '2.7.9',
			node: 20,
			date: '2026-01-01',
			features: { Trigger: 'says so before it pays' },
		};
		const table = withTable(readme, [...results, older]);
		const [head = ''] = /^\| {2}\| .*$/m.exec(table) ?? [];
		expect(head.indexOf('2.7.9')).toBeLessThan(head.indexOf('2.41.1'));
		expect(table).toMatch(/^\| Trigger \| says so before it pays \| not run/m);
	});

	it('can be had for the versions that each Node runs, and for the newest', () => {
		expect(VERSIONS.map(({ n8n, node }) => `${n8n} on ${node}`)).toEqual([
			'2.8.4 on 20',
			'2.35.7 on 22',
			'2.41.1 on 24',
			'newest on 24',
		]);
	});
});
