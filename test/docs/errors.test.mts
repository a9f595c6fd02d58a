import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const LIST = join(ROOT, 'nodes/WaveSpeed/errors/reasons.ts');

/** The closed list of reasons where there is one, else every reason that the code names. */
function reasons(): string[] {
	if (existsSync(LIST)) {
		const [, list = ''] = /REASONS = \[([^\]]*)\]/.exec(readFileSync(LIST, 'utf8')) ?? [];
		return [...list.matchAll(/'(\w+)'/g)].map(([, reason = '']) => reason);
	}
	const files = readdirSync(join(ROOT, 'nodes'), { recursive: true, encoding: 'utf8' });
	const code = files
		.filter((file) => file.endsWith('.ts'))
		.map((file) => readFileSync(join(ROOT, 'nodes', file), 'utf8'))
		.join('\n');
	return [...new Set([...code.matchAll(/reason: '(\w+)'/g)].map(([, reason = '']) => reason))];
}

describe('docs/errors.md', () => {
	const page = readFileSync(join(ROOT, 'docs/errors.md'), 'utf8');
	const entries = [...page.matchAll(/^\| `(\w+)` \| ([^|]+) \| ([^|]+) \|$/gm)];

	it('has an entry for every reason, with what it means and what to do', () => {
		const described = entries.map(([, reason]) => reason);
		expect(reasons().length).toBeGreaterThan(40);
		expect(reasons().filter((reason) => !described.includes(reason))).toEqual([]);
		for (const [, , means, todo] of entries) {
			expect(means?.trim()).toMatch(/\.$/);
			expect(todo?.trim()).toMatch(/[.:]$/);
		}
	});

	it('has each once', () => {
		const described = entries.map(([, reason]) => reason);
		expect(new Set(described).size).toBe(described.length);
	});

	(existsSync(LIST) ? it : it.skip)('has none that the node does not have', () => {
		const known = reasons();
		expect(entries.map(([, reason]) => reason).filter((one) => !known.includes(one ?? ''))).toEqual(
			[],
		);
	});
});
