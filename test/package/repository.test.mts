import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const read = (name: string) => readFileSync(join(ROOT, name), 'utf8');
const manifest = JSON.parse(read('package.json')) as Record<string, never> & {
	scripts: Record<string, string>;
};
const workflows = readdirSync(join(ROOT, '.github/workflows'));
const templates = readdirSync(join(ROOT, '.github/ISSUE_TEMPLATE')).filter(
	(name) => name !== 'config.yml',
);

describe.each(workflows)('the workflow %s', (name) => {
	const text = read(`.github/workflows/${name}`);

	it('pins every action to a commit and says which version that is', () => {
		const uses = [...text.matchAll(/uses: (.+)/g)].map(([, action = '']) => action);
		expect(uses.length).toBeGreaterThan(0);
		for (const action of uses)
			expect(action).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
	});

	it('runs only scripts that exist', () => {
		for (const [, script = ''] of text.matchAll(/npm run ([a-z0-9:]+)/g))
			expect(manifest.scripts).toHaveProperty([script]);
	});

	it('may write nothing, and stores no token', () => {
		expect(text).toMatch(/^permissions:\n {2}contents: read$/m);
		expect(text).not.toMatch(/: write-all|contents: write|secrets\./);
	});
});

describe('the publish workflow', () => {
	it('publishes with provenance, after everything that can fail', () => {
		const text = read('.github/workflows/publish.yml');
		expect(text).toContain('id-token: write');
		const commands = [...text.matchAll(/- run: (.+)/g)].map(([, command]) => command);
		expect(commands.at(-1)).toBe('npm publish --provenance --access public');
		expect(commands).toEqual(
			expect.arrayContaining(['npm cit', 'npm run lint', 'npm run build', 'npm run scan']),
		);
	});
});

describe('an issue template', () => {
	it.each(templates)('%s never asks for a key, and says not to send one', (name) => {
		const text = read(`.github/ISSUE_TEMPLATE/${name}`);
		expect(text).toMatch(/Never paste your API key/);
		expect(text).not.toMatch(/label: .*API key\b(?! in what)/i);
	});

	it('for a fault asks for the prediction id', () => {
		expect(read('.github/ISSUE_TEMPLATE/bug.yml')).toMatch(/id: prediction[\s\S]*?required: true/);
	});
});

describe('package.json', () => {
	it('has what n8n’s reviewers and npm look for', () => {
		expect(manifest).toMatchObject({
			license: 'MIT',
			keywords: expect.arrayContaining(['n8n-community-node-package']),
			bugs: { url: expect.stringContaining('/issues') },
			repository: { url: expect.stringMatching(/^git\+https/) },
			peerDependencies: { 'n8n-workflow': '*' },
			files: ['dist'],
		});
		expect(manifest).not.toHaveProperty('dependencies');
		for (const script of ['prepare', 'preinstall', 'install', 'postinstall'])
			expect(manifest.scripts).not.toHaveProperty(script);
	});
});
