import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HELP, readOptions, UsageError } from '../../emulator/commandLine.mts';
import { usualQuirks } from '../../emulator/quirks.mts';

describe('the command line', () => {
	test('reads every option', () => {
		expect(
			readOptions(
				'--port 1 --outputs-port 2 --generation-time 0.5 --api-key k --balance 7 --without a/b --without c/*'.split(
					' ',
				),
			),
		).toEqual({
			port: 1,
			outputsPort: 2,
			generationTimeMs: 500,
			apiKey: 'k',
			balanceUsd: 7,
			without: ['a/b', 'c/*'],
			quirks: {},
		});
	});

	test('reads habits of every kind', () => {
		const quirks = [
			'unknownModel=400',
			'listDelayMs=3000',
			'envelope=false',
			'viewerKey=true',
			'refusedFileTypes=.TXT,.exe',
		];
		expect(readOptions(quirks.flatMap((quirk) => ['--quirk', quirk]))).toMatchObject({
			quirks: {
				unknownModel: '400',
				listDelayMs: 3000,
				envelope: false,
				viewerKey: true,
				refusedFileTypes: ['.txt', '.exe'],
			},
		});
	});

	test.each(Object.keys(usualQuirks()))(
		'has help for the habit %s, and so has its page',
		async (name) => {
			expect(HELP).toContain(`  ${name}=`);
			const page = join(import.meta.dirname, '../../docs/emulator.md');
			expect(await readFile(page, 'utf8')).toContain(`| \`${name}\` |`);
		},
	);

	test.each([
		[['--quirk', 'listInputs=perhaps'], 'asked | always | never'],
		[['--quirk', 'moonPhase=full'], 'the name is one of listInputs'],
		[['--quirk', 'toString=1'], 'the name is one of listInputs'],
		[['--quirk', 'listDelayMs=soon'], 'listDelayMs=0'],
		[['--quirk', 'envelope=maybe'], 'true | false'],
		[['--quirk', 'envelope'], '--quirk takes name=value'],
		[['--port', 'http'], '--port takes a number'],
		[['--balance', '-1'], "'--balance'"],
	])('refuses %j and says what is possible', (args, words) => {
		expect(() => readOptions(args)).toThrow(words);
	});

	test('marks what a person can mend as such', () => {
		expect(() => readOptions(['--quirk', 'moonPhase=full'])).toThrow(UsageError);
	});
});
