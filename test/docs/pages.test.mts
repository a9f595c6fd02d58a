import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { WaveSpeed } from '../../nodes/WaveSpeed/WaveSpeed.node.ts';
import { WaveSpeedTrigger } from '../../nodes/WaveSpeedTrigger/WaveSpeedTrigger.node.ts';
import { userPages } from './userPages.mts';

const ROOT = join(__dirname, '../..');
const inRoot = (name: string) => join(ROOT, name);
const pages = userPages.filter((page) => existsSync(inRoot(page)));
const read = (page: string) => readFileSync(inRoot(page), 'utf8');
const blocks = (page: string, language: string) =>
	[...read(page).matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(
		([, code]) => code ?? '',
	);
const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };

/** The address that GitHub gives a heading. */
const anchorOf = (heading: string) =>
	heading
		.replace(/[`*]/g, '')
		.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
		.toLowerCase()
		.replace(/[^\p{L}\p{N}\s_-]/gu, '')
		.trim()
		.replace(/\s/g, '-');
const anchorsOf = (page: string) =>
	[...read(page).matchAll(/^#+ (.+)$/gm)].map(([, heading]) => anchorOf(heading ?? ''));

describe.each(pages)('%s', (page) => {
	it('leads only to files, pictures and headings that are there', () => {
		const links = read(page).matchAll(/(?:\]\(|(?:src|srcset)=")([^)\s"]+)[)"]/g);
		for (const [, target = ''] of links) {
			if (/^(https?|mailto):/.test(target)) continue;
			const [path = '', anchor] = target.split('#');
			const file = path === '' ? page : relative(ROOT, join(ROOT, dirname(page), path));
			expect([target, existsSync(inRoot(file))]).toEqual([target, true]);
			if (anchor && file.endsWith('.md')) {
				expect([target, anchorsOf(file).includes(anchor)]).toEqual([target, true]);
			}
		}
	});

	it('shows JSON that is JSON', () => {
		for (const json of blocks(page, 'json')) expect(() => JSON.parse(json)).not.toThrow();
	});

	it('names only commands that exist', () => {
		const commands = read(page).matchAll(/npm (?:run )?(?:--silent )?([a-z0-9:]+)/g);
		const ofNpm = ['ci', 'cit', 'install', 'test', 'pack', 'version', 'publish', 'run'];
		for (const [whole, name = ''] of commands) {
			if (!whole.startsWith('npm run') && !name.includes(':')) continue;
			expect([whole, name in scripts || ofNpm.includes(name)]).toEqual([whole, true]);
		}
		for (const line of blocks(page, '(?:bash|sh)').join('\n').split('\n')) {
			const [program] = line.trim().split(/\s/);
			expect(['', '#', 'npm', 'npx', 'git', 'docker', 'redis-server']).toContain(program);
		}
	});
});

describe('the documentation', () => {
	it('is all reached from its index or from the page beside it', () => {
		const linked = pages.flatMap((page) =>
			[...read(page).matchAll(/\]\(([^)#\s]+\.md)/g)].map(([, target = '']) =>
				relative(ROOT, join(ROOT, dirname(page), target)),
			),
		);
		for (const page of pages.filter((name) => name.startsWith('docs/')))
			expect([page, linked.includes(page) || page === 'docs/README.md']).toEqual([page, true]);
	});

	it('has an index with every page that is for users', () => {
		const index = [...read('docs/README.md').matchAll(/\]\(([\w-]+\.md)/g)].map(([, page]) => page);
		const forUsers = [
			...['getting-started', 'operations', 'models-and-forms', 'files', 'waiting', 'errors'],
			...['money', 'agents', 'queue-mode', 'emulator', 'performance', 'known-limitations'],
			...['architecture', 'migrate', 'compatibility', 'retry-and-stop'],
		];
		expect(index).toEqual(expect.arrayContaining(forUsers.map((name) => `${name}.md`)));
	});

	it('tells of every operation what it takes and gives', () => {
		const page = read('docs/operations.md');
		const { properties } = new WaveSpeed().description;
		const resources = properties.find(({ name }) => name === 'resource')?.options ?? [];
		const nameOf = (resource: unknown) =>
			(resources as INodePropertyOptions[]).find(({ value }) => value === resource)?.name;
		for (const { name, displayOptions, options } of properties) {
			if (name !== 'operation') continue;
			for (const operation of options as INodePropertyOptions[]) {
				const resource = nameOf(displayOptions?.show?.resource?.[0]);
				const found = new RegExp(`^(## |\\| )${resource} → ([\\w ]+, )?${operation.name}\\b`, 'm');
				expect([resource, operation.name, found.test(page)]).toEqual([
					resource,
					operation.name,
					true,
				]);
			}
		}
	});

	it('has in README.md the headings that n8n asks for', () => {
		const headings = [...read('README.md').matchAll(/^## (.+)$/gm)].map(([, title]) => title);
		for (const wanted of [
			'Installation',
			'Operations',
			'Credentials',
			'Compatibility',
			'Usage',
			'Resources',
			'Version history',
		])
			expect(headings).toContain(wanted);
	});

	it('names options as the panel names them', () => {
		const panel = namesOf([
			...new WaveSpeed().description.properties,
			...new WaveSpeedTrigger().description.properties,
		]);
		const [, table = ''] =
			/\| option \| what it does \| without it \|\n(.*?)\n$/s.exec(read('docs/operations.md')) ??
			[];
		const options = [...table.matchAll(/^\| ([A-Z][^|(*]*(?:\([^)*]*\))?)/gm)].map(
			([, name = '']) => name.trim(),
		);
		expect(options.length).toBeGreaterThan(8);
		for (const option of options) expect([option, panel.has(option)]).toEqual([option, true]);
		// In the pages, what is in italics and written like a field is one, or is n8n's own.
		const pagesOnFields = [
			'money',
			'files',
			'agents',
			'operations',
			'queue-mode',
			'models-and-forms',
		];
		for (const name of pagesOnFields) {
			const page = read(`docs/${name}.md`).replaceAll('**', '');
			for (const [, words = ''] of page.matchAll(/(?<![\w*])\*([A-Z][^*\n]+)\*(?![\w*])/g)) {
				const known = panel.has(words) || OF_N8N.has(words) || OF_MODELS.has(words);
				expect([name, words, known]).toEqual([name, words, true]);
			}
		}
	});
});

/** Words of n8n's own editor. */
const OF_N8N = new Set([
	'Tool Description',
	'Set Manually',
	'On Error',
	'Stop Workflow',
	'Stop',
	'Continue',
	'Retry',
	'Retry On Fail',
	'Refresh List',
	'Add input',
	'From list',
]);
/** Inputs that many models call alike, and names of nodes in examples. */
const OF_MODELS = new Set([
	'Aspect Ratio',
	'Size',
	'Duration',
	'Generate Video',
	'Get Balance',
	'Names',
	'Webhook URL',
]);

function namesOf(properties: INodeProperties[]): Set<string> {
	const names = new Set<string>();
	const add = (entry: INodeProperties | INodePropertyOptions) => {
		if ('displayName' in entry && entry.displayName) {
			names.add(entry.displayName);
			// “(USD)” and the like may be left out in a sentence.
			names.add(entry.displayName.replace(/ \([^)]*\)$/, ''));
		}
		if (entry.name) names.add(entry.name);
		const nested = [
			...(('options' in entry && entry.options) || []),
			...(('values' in entry && (entry.values as INodeProperties[])) || []),
			...(('modes' in entry && (entry.modes as unknown as INodeProperties[])) || []),
		];
		for (const one of nested) add(one as INodeProperties);
	};
	for (const property of properties) add(property);
	return names;
}
