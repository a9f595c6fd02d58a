import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { withSummary, withTable, type Result } from '../../e2e/matrix/compatibility.mts';
import { VERSIONS } from '../../e2e/matrix/versions.mts';

const ROOT = join(__dirname, '../..');
const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
const page = readFileSync(join(ROOT, 'docs/compatibility.md'), 'utf8');
const results = JSON.parse(readFileSync(join(ROOT, 'docs/compatibility.json'), 'utf8')) as Result[];

describe('the table of compatibility', () => {
	it('is what the matrix wrote', () => {
		expect(results.length).toBeGreaterThan(0);
		expect(withTable(page, results)).toBe(page);
		expect(withSummary(readme, results)).toBe(readme);
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
		const table = withTable(page, [...results, older]);
		const [head = ''] = /^\| {2}\| .*$/m.exec(table) ?? [];
		expect(head.indexOf('2.7.9')).toBeLessThan(head.indexOf('2.41.1'));
		expect(table).toMatch(/^\| Trigger \| says so before it pays \| not run/m);
	});

	it('is one line for each version in the README, with what does not work', () => {
		const features = { Trigger: 'no', Credential: 'yes' };
		const lines = withSummary(readme, [
			{ n8n: '2.10.0', node: 22, date: '2026-01-02', features: { Trigger: 'yes' } },
			{ n8n: '2.9.0', node: 20, date: '2026-01-01', features },
		]);
		expect(lines).toContain(
			[
				'| 2.9.0, Node.js 20 | 1 of 2, not: “Trigger” (no) | 2026-01-01 |',
				'| 2.10.0, Node.js 22 | all 1 | 2026-01-02 |',
			].join('\n'),
		);
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
