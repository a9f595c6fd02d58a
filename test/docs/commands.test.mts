import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { HELP, readCommandLine } from '../../bench/commandLine.mts';
import { HELP as DEV_HELP, readOptions } from '../../scripts/devCommandLine.mts';
import { userPages } from './userPages.mts';

const ROOT = join(__dirname, '../..');
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');
/** The lines between fences that somebody is to type, without what is said about them. */
const commands = new Set(
	userPages.flatMap((page) =>
		[...read(page).matchAll(/^```(?:bash|sh)\n([\s\S]*?)^```/gm)].flatMap(([, block = '']) =>
			block
				.split('\n')
				.map((line) => line.replace(/\s+#.*$/, '').trim())
				.filter((line) => line !== ''),
		),
	),
);

/** Where each of them is run; those of the bench, which take minutes, are read by it below. */
const RUN_IN: Record<string, [file: string, words: string]> = {
	'npm ci': ['.github/workflows/ci.yml', '- run: npm ci\n'],
	'npm run demo': ['e2e/commands.test.mts', "npmRun('demo'"],
	'npm run dev': ['e2e/commands.test.mts', "npmRun('dev'"],
	'npm run emulator': ['test/emulator/lifecycle.test.mts', "['run', 'emulator'"],
};
const isBench = (command: string) => command.startsWith('npm run bench');

describe('a command on a page', () => {
	it('is run by a test', () => {
		const others = [...commands].filter((command) => !isBench(command));
		expect(others.sort()).toEqual(Object.keys(RUN_IN).sort());
		for (const [command, [file, words]] of Object.entries(RUN_IN))
			expect([command, read(file).includes(words)]).toEqual([command, true]);
	});

	it.each([...commands].filter(isBench))('%s is understood by the bench', (command) => {
		const [, said = ''] = command.split(' -- ');
		const words = said.split(' ').filter((word) => word !== '');
		const { cases } = readCommandLine(words);
		const named = words.filter((word) => !/^(--|\d)/.test(word));
		const measured = cases.map(({ name }) => name);
		expect(named.filter((name) => !measured.includes(name))).toEqual([]);
	});

	it('starts the bench, which explains itself', () => {
		const { status, stdout, stderr } = spawnSync(
			process.execPath,
			['--import', 'tsx', 'bench/bench.mts', '--help'],
			{ cwd: ROOT, encoding: 'utf8' },
		);
		expect([status, stderr, stdout]).toEqual([0, '', `${HELP}\n`]);
	});

	const dev = (...words: string[]) => {
		const args = ['--import', 'tsx', 'scripts/dev.mts', ...words];
		const { status, stdout, stderr } = spawnSync(process.execPath, args, {
			cwd: ROOT,
			encoding: 'utf8',
		});
		return [status, stdout, stderr];
	};

	it('starts the n8n for development, which explains itself', () => {
		expect(dev('--help')).toEqual([0, `${DEV_HELP}\n`, '']);
		expect(dev('--no-such-option')).toEqual([
			1,
			'',
			'npm run dev does not know "--no-such-option"; see npm run dev -- --help.\n',
		]);
	});

	it.each([
		[[], { port: 5690 }],
		[['--port', '5900'], { port: 5900 }],
		[['--port=65533'], { port: 65_533 }],
		[['-h'], 'help'],
	])('the n8n for development understands %j', (words, options) => {
		expect(readOptions(words)).toEqual(options);
	});

	it.each([
		['--port', 'takes a number from 1'],
		['--port http', 'takes a number from 1'],
		['--port 0', 'takes a number from 1'],
		['--port 65534', 'takes a number from 1'],
		['--port 6000', 'Browsers open no page at port 6000'],
		['--port 5998', 'Browsers open no page at port 6000'],
		['6000', 'does not know "6000"'],
		['-x', 'does not know "-x"'],
		['--help --constructor', 'does not know "--constructor"'],
	])('the n8n for development refuses %s', (said, words) => {
		expect(() => readOptions(said.split(' '))).toThrow(words);
	});

	it.each(['no-such-case', '--no-such-option', '--runs none'])('the bench refuses %s', (said) => {
		expect(() => readCommandLine(said.split(' '))).toThrow();
	});
});
