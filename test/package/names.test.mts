import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const ROOT = join(__dirname, '../..');
const files = ['nodes', 'credentials'].flatMap((folder) =>
	readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
		.filter((name) => name.endsWith('.ts'))
		.map((name) => `${folder}/${name}`),
);

const DECLARATION = /^(?:export )?(?:abstract )?(?:type|interface|class|enum) (\w+)/gm;

/** @returns the names that stand in more than one place, with all their places */
function ambiguous(placed: ReadonlyArray<readonly [name: string, place: string]>) {
	const places = new Map<string, string[]>();
	for (const [name, place] of placed) places.set(name, [...(places.get(name) ?? []), place]);
	return [...places].filter(([, all]) => all.length > 1);
}

describe('one name stands for one thing', () => {
	it('of all types, interfaces and classes', () => {
		const declared = files.flatMap((file) => {
			const text = readFileSync(join(ROOT, file), 'utf8');
			return [...text.matchAll(DECLARATION)].map(([, name = '']) => [name, file] as const);
		});
		expect(declared.map(([name]) => name)).toEqual(
			expect.arrayContaining(['BoundedMap', 'Extension', 'Item', 'WaveSpeed', 'WaveSpeedError']),
		);
		expect(ambiguous(declared)).toEqual([]);
	});

	it('of all files, but for the operations and the index of a resource', () => {
		const named = files.map((file) => [basename(file), file] as const);
		const isOfResource = (file: string) => /\/resources\/\w+\/\w+\.ts$/.test(file);
		const others = ambiguous(named).filter(([, all]) => !all.every(isOfResource));
		expect(others).toEqual([]);
	});
});
