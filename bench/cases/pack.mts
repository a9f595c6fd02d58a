import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { runNpm } from '../../e2e/n8n/runNpm.mts';
import type { Case } from '../case.mts';
import { REPOSITORY } from '../openBench.mts';

/** Code with its white space taken out has lines of thousands of characters. */
const READABLE_LINE_CHARACTERS = 200;

export const pack: Case = {
	name: 'pack',
	measures:
		'what everybody downloads who installs the package: the packed tarball of readable code',
	unit: 'kB',
	goal: { of: 'value', atMost: 250 },
	kind: 'count',
	async measure(bench) {
		await bench.built();
		const report = await runNpm(REPOSITORY, ['pack', '--dry-run', '--json', '--ignore-scripts']);
		const [{ size, unpackedSize, entryCount }] = JSON.parse(report) as [
			{ size: number; unpackedSize: number; entryCount: number },
		];
		const average = await averageLine(path.join(REPOSITORY, 'dist'));
		return {
			pairs: [{ value: size / 1_000 }],
			otherLoad: 0,
			note: `${entryCount} files, ${Math.round(unpackedSize / 1_000)} kB unpacked`,
			...(average > READABLE_LINE_CHARACTERS && {
				doubt: `the code in the package is not readable: ${Math.round(average)} characters a line`,
			}),
		};
	},
};

async function averageLine(folder: string): Promise<number> {
	let characters = 0;
	let lines = 0;
	for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
		if (!entry.name.endsWith('.js')) continue;
		const text = await readFile(path.join(entry.parentPath, entry.name), 'utf8');
		characters += text.length;
		lines += text.split('\n').length;
	}
	return characters / lines;
}
