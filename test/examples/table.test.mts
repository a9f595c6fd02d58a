import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INode } from 'n8n-workflow';

import { DEFAULT_MODEL } from '../../nodes/WaveSpeed/defaultModel.ts';
import { canvasFingerprint } from '../../scripts/canvasFingerprint.mts';

const ROOT = join(__dirname, '../..');
const EXAMPLES = join(ROOT, 'examples');
const PICTURES = join(ROOT, 'docs/images/examples');

interface Workflow {
	name: string;
	nodes: INode[];
	connections: object;
}

const files = readdirSync(EXAMPLES).filter((name) => name.endsWith('.json'));
const names = files.map((file) => file.replace(/\.json$/, ''));
const read = (name: string) =>
	JSON.parse(readFileSync(join(EXAMPLES, `${name}.json`), 'utf8')) as Workflow;
const table = readFileSync(join(EXAMPLES, 'README.md'), 'utf8');
const sections = new Map(
	table
		.split(/^## /m)
		.slice(1)
		.map((section) => [section.slice(0, section.indexOf('\n')), section]),
);
const isOwn = ({ type }: INode) => type.startsWith('n8n-nodes-wavespeedai.');
const isNote = ({ type }: INode) => type.endsWith('.stickyNote');

/** What a node takes of the canvas, its label included; units are those of n8n's positions. */
function box(node: INode) {
	const [left, top] = node.position;
	const { width, height } = node.parameters as { width?: number; height?: number };
	return { left, top, right: left + (width ?? 96), bottom: top + (height ?? 130) };
}

describe('the table of examples', () => {
	it('has a section for every file, and a file for every section', () => {
		const described = [...sections.keys()].filter((title) => !title.startsWith('A table to'));
		expect([...described].sort()).toEqual([...names].sort());
		const rows = [...table.matchAll(/^\| \[([^\]]+)\]\(#/gm)].map(([, name]) => name);
		expect(rows).toEqual(described);
	});

	it('has at least twelve of them', () => {
		expect(names.length).toBeGreaterThanOrEqual(12);
	});

	it.each(names)('%s: counts the nodes it names, in the table as well', (name) => {
		const [, count, list] = /Replaces (\d+) nodes: (.+)/.exec(sections.get(name) ?? '') ?? [];
		expect(Number(count)).toBe(list?.split(', ').length);
		expect(table).toContain(`| [${name}](#${name}) | ${count} nodes |`);
	});

	it.each(names)('%s: links its file and the picture of its canvas as it is now', (name) => {
		const section = sections.get(name) ?? '';
		expect(section).toContain(`](${name}.json)`);
		expect(section).toContain(`](../docs/images/examples/${name}.png)`);
		expect(existsSync(join(PICTURES, `${name}.png`))).toBe(true);
		const drawn = JSON.parse(readFileSync(join(PICTURES, 'canvases.json'), 'utf8')) as object;
		// Where this differs, `npm run examples:pictures` draws it anew.
		expect(drawn).toHaveProperty(name, canvasFingerprint(read(name)));
	});

	it.each([
		['a note that is wider', '.stickyNote', { width: 999 }],
		['a note in another colour', '.stickyNote', { color: 2 }],
		['another text of a note', '.stickyNote', { content: 'Something else' }],
		['another model, whose name stands under the node', '.waveSpeed', { model: { value: 'a/b' } }],
	])('tells a canvas from one with %s', (_what, type, parameters) => {
		const workflow = read('prompt-to-video');
		const before = canvasFingerprint(workflow);
		const changed = workflow.nodes.find((node) => node.type.endsWith(type))!;
		Object.assign(changed.parameters, parameters);
		expect(canvasFingerprint(workflow)).not.toBe(before);
	});

	it('has no picture of an example that is gone', () => {
		const pictures = readdirSync(PICTURES).filter((name) => name.endsWith('.png'));
		expect(pictures.map((name) => name.replace(/\.png$/, '')).sort()).toEqual([...names].sort());
	});
});

describe('an example', () => {
	it.each(names)('%s is run by the end-to-end tests', (name) => {
		const tests = readdirSync(join(ROOT, 'e2e'), { recursive: true, encoding: 'utf8' })
			.filter((file) => /^(?!node_modules).*(\.test|Cases)\.mts$/.test(file))
			.map((file) => readFileSync(join(ROOT, 'e2e', file), 'utf8'));
		expect(tests.some((text) => text.includes(`'${name}'`))).toBe(true);
	});

	it.each(names)('%s brings no credential and nothing personal', (name) => {
		const { nodes } = read(name);
		for (const node of nodes) expect(node.credentials).toBeUndefined();
		const addresses = JSON.stringify(nodes).match(/https?:\/\/[\w.-]+/g) ?? [];
		for (const address of addresses) expect(address).toMatch(/\.example\.com$|n8n\.example\.com/);
	});

	it.each(names)('%s has a note, a name for every node, and nothing on top of anything', (name) => {
		const { nodes } = read(name);
		expect(nodes.some(isNote)).toBe(true);
		expect(new Set(nodes.map((node) => node.name)).size).toBe(nodes.length);
		const boxes = nodes.map((node) => ({ name: node.name, ...box(node) }));
		for (const [index, one] of boxes.entries()) {
			for (const other of boxes.slice(index + 1)) {
				const apart =
					one.right <= other.left ||
					other.right <= one.left ||
					one.bottom <= other.top ||
					other.bottom <= one.top;
				expect([one.name, other.name, apart]).toEqual([one.name, other.name, true]);
			}
		}
	});

	it.each(names)(
		'%s says what must be there before it runs, and which node to open for it',
		(name) => {
			const { nodes } = read(name);
			const notes = nodes.filter(isNote).map(({ parameters }) => String(parameters.content));
			const places: Record<string, (parameters: INode['parameters']) => RegExp> = {
				dataTable: ({ dataTableId }) =>
					new RegExp(`data table \\*\\*${(dataTableId as { value: string }).value}\\*\\*`),
				ftp: () => /set the folder/,
				postgres: () => /table `\w+`/,
				readWriteFile: ({ operation }) =>
					operation === 'write' ? /name a folder/ : /name a picture/,
				s3: () => /name your bucket/,
			};
			for (const { name: node, type, parameters } of nodes) {
				const kind = type.split('.').at(-1) ?? '';
				if (!(kind in places)) continue;
				expect(notes.join('\n')).toMatch(places[kind]!(parameters));
				const isStore = ['ftp', 's3'].includes(kind) || parameters.operation === 'write';
				if (isStore) expect(notes.join('\n')).toContain(`**${node}**`);
			}
		},
	);

	it('uses Sora in the one that is about it, and the default model in the first', () => {
		const withSora = names.filter((name) => JSON.stringify(read(name)).includes('openai/sora'));
		expect(withSora).toEqual(['sora-2']);
		const [generate] = read('prompt-to-video').nodes.filter(isOwn);
		const { model } = generate?.parameters as { model: { value: string } };
		expect([model.value, DEFAULT_MODEL]).toEqual([DEFAULT_MODEL, DEFAULT_MODEL]);
	});
});
