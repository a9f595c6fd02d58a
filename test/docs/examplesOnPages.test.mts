import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IDataObject } from 'n8n-workflow';

import { cpuSubmit } from '../../bench/cases/cpu.mts';
import { judge } from '../../bench/verdict.mts';
import type { Emulator } from '../../emulator/index.mts';
import { DEFAULT_MODEL } from '../../nodes/WaveSpeed/defaultModel.ts';
import { WaveSpeed } from '../../nodes/WaveSpeed/WaveSpeed.node.ts';
import { startEmulator } from '../startEmulator.mts';
import { runWorkflow, type WorkflowOptions } from '../workflow/engine.mts';
import { userPages } from './userPages.mts';

const ROOT = join(__dirname, '../..');
const read = (page: string) => readFileSync(join(ROOT, page), 'utf8');

/** What stands on a page between fences, by "page, language, which of them". */
const shown: ReadonlyMap<string, string> = new Map(
	userPages.flatMap((page) => {
		const counts: Record<string, number> = {};
		return [...read(page).matchAll(/^```(json|text)\n([\s\S]*?)^```/gm)].map(
			([, language = '', code = '']) => {
				counts[language] = (counts[language] ?? 0) + 1;
				return [`${page}, ${language} ${counts[language]}`, code.trim()] as const;
			},
		);
	}),
);
const kindsOf = (row: IDataObject) =>
	Object.fromEntries(Object.entries(row).map(([key, value]) => [key, typeof value]));

let emulator: Emulator;
beforeEach(async () => {
	emulator = await startEmulator({ generationTimeMs: 10 });
});
afterEach(async () => await emulator.close());

const run = async (parameters: IDataObject, options: Partial<WorkflowOptions> = {}) =>
	await runWorkflow({
		baseUrl: emulator.url,
		parameters: {
			resource: 'prediction',
			operation: 'generateAndWait',
			model: { __rl: true, mode: 'id', value: DEFAULT_MODEL },
			inputMode: 'fields',
			...parameters,
		},
		...options,
	});
/** The bodies that were submitted, without the seed that the node draws where none is given. */
const sent = () =>
	emulator.requestsTo({ method: 'POST', path: /text-to-video|turbo/ }).map(({ path, body }) => {
		const { seed: _, ...input } = body as IDataObject;
		return { model: path.replace('/api/v3/', ''), input };
	});

/** The row that a page shows is the row that the next node gets for the same input. */
async function isTheRowOfAPrediction(text: string): Promise<void> {
	const row = JSON.parse(text) as IDataObject & { input: IDataObject; model: string };
	const { prompt, ...value } = row.input;
	expect(value).toHaveProperty('seed');
	const { success } = await run({
		model: { __rl: true, mode: 'id', value: row.model },
		prompt,
		inputFields: { mappingMode: 'defineBelow', value },
	});
	// The vendor's newest answers have this one besides.
	const { executionTime: _, ...really } = success[0]!.json;
	expect(kindsOf(row)).toEqual(kindsOf(really));
	expect(row).toMatchObject({ model: really.model, input: really.input, status: really.status });
	expect(Object.keys(row.urls as object)).toEqual(Object.keys(really.urls as object));
	expect(Object.keys(row.timings as object)).toEqual(Object.keys(really.timings as object));
}

/** The error row that a page shows is that of a prediction that fails. */
async function isTheRowOfAFailure(text: string): Promise<void> {
	const row = JSON.parse(text) as { error: string; details: IDataObject };
	const { errors } = await run({ prompt: 'a storm [fail]' }, { onError: 'continueErrorOutput' });
	const { error, details } = errors[0]!.json as unknown as typeof row;
	const [, before = '', after = ''] =
		/^(Prediction )\S+ failed: .+?[”.] (Change the input or try again\.)/.exec(row.error) ?? [];
	expect(error).toContain(`${before}${emulator.predictions[0]!.id} failed: `);
	expect(error).toContain(after || 'what the page says next');
	expect(details).toMatchObject({ ...row.details, predictionId: emulator.predictions[0]!.id });
}

async function isSentAsItIs(text: string): Promise<void> {
	const { failure } = await run({ inputMode: 'json', inputJson: text });
	expect(failure).toBeUndefined();
	expect(sent()).toEqual([{ model: DEFAULT_MODEL, input: JSON.parse(text) }]);
}

/** As the field has it after a text was entered as an expression. */
async function choosesTheModel(text: string): Promise<void> {
	await run(
		{ model: { __rl: true, mode: 'id', value: `=${text}` }, prompt: 'a kite' },
		{ items: [{ json: { model: 'wavespeed-ai/z-image/turbo' } }] },
	);
	expect(sent()).toMatchObject([{ model: 'wavespeed-ai/z-image/turbo' }]);
}

async function quotesWhatHasToBeQuoted(text: string): Promise<void> {
	const words = 'She says “go”, "now"\nand \\ leaves';
	const parameters = { inputMode: 'json', inputJson: `=${text}` };
	await run(parameters, { items: [{ json: { text: words } }] });
	expect(sent()).toEqual([{ model: DEFAULT_MODEL, input: { prompt: words, duration: 5 } }]);
}

/** The nodes before are those that the first example replaces. */
function isWhatTheFirstExampleReplaces(text: string): void {
	const { before, after } = JSON.parse(text) as { before: string[]; after: string[] };
	const [, list = ''] =
		/^## prompt-to-video\n[\s\S]*?Replaces \d+ nodes: (.+)/m.exec(read('examples/README.md')) ?? [];
	const names = before.map((name) => /\((.+)\)/.exec(name)?.[1] ?? name);
	expect(names).toEqual(list.replace('file download', 'download').split(', '));
	expect(after).toEqual([new WaveSpeed().description.displayName]);
}

function isTheVerdictOfABench(text: string): void {
	const { cases } = JSON.parse(text) as { cases: Array<{ value: number; reference: number }> };
	const verdicts = cases.map(({ value, reference }) =>
		judge(cpuSubmit, { pairs: [{ value, reference }], otherLoad: 0 }),
	);
	const rounded = verdicts.map((one) => ({ ...one, ratio: Number(one.ratio?.toFixed(2)) }));
	expect(cases).toEqual(rounded);
}

/** How each of them is run. What has no line here is not run, and the first test below says so. */
const PROOFS: Record<string, (text: string) => Promise<void> | void> = {
	'README.md, json 1': isTheRowOfAPrediction,
	'README.md, json 2': isTheRowOfAFailure,
	'docs/errors.md, json 1': isTheRowOfAFailure,
	'docs/migrate.md, json 1': isWhatTheFirstExampleReplaces,
	'docs/models-and-forms.md, text 1': choosesTheModel,
	'docs/models-and-forms.md, json 1': isSentAsItIs,
	'docs/models-and-forms.md, text 2': quotesWhatHasToBeQuoted,
	'docs/operations.md, json 1': isTheRowOfAPrediction,
	'docs/performance.md, json 1': isTheVerdictOfABench,
};

describe('what the pages show', () => {
	it('is run, each of it', () => {
		expect(Object.keys(PROOFS).sort()).toEqual([...shown.keys()].sort());
	});

	it.each(Object.keys(PROOFS))('%s', async (place) => {
		expect(shown.has(place)).toBe(true);
		await PROOFS[place]!(shown.get(place)!);
	});

	it('is the expression that the page about migrating changes, which reads the row', async () => {
		const { success } = await run({ prompt: 'a kite' });
		const after = [
			...read('docs/migrate.md').matchAll(
				/^\| `\{\{ \$json\.data\.[^|]+\| `\{\{ (.+?) \}\}` \|$/gm,
			),
		];
		expect(after.length).toBeGreaterThan(2);
		for (const [, expression = ''] of after) {
			const value: unknown = new Function('$json', `return ${expression}`)(success[0]!.json);
			expect([expression, typeof value]).toEqual([expression, 'string']);
		}
	});
});
