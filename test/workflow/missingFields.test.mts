import type { IDataObject } from 'n8n-workflow';

import type { Emulator } from '../../emulator/index.mts';
import { startEmulator } from '../startEmulator.mts';
import { promptToVideo, runWorkflow } from './engine.mts';

let emulator: Emulator;

beforeAll(async () => {
	emulator = await startEmulator({ apiKey: 'test-key', generationTimeMs: 1 });
});
afterAll(() => emulator.close());

const ROWS: IDataObject[] = [
	{ title: 'a kite', 'my colour': 'red', lines: [{ text: 'up' }], empty: '', nothing: null },
	{ title: 'a boat', style: 'as a drawing' },
];

async function submit(parameters: object, rows = ROWS) {
	const from = emulator.predictions.length;
	const { success, errors } = await runWorkflow({
		baseUrl: emulator.url,
		parameters: { ...promptToVideo, operation: 'submit', ...parameters },
		items: rows.map((json) => ({ json })),
		onError: 'continueErrorOutput',
	});
	return {
		sent: emulator.predictions.slice(from).map(({ input }) => input),
		unset: success.map(({ json }) => json.inputs_without_value),
		messages: errors.map(({ json }) => String(json.error)),
	};
}

it.each([
	['titel', '=A video of {{ $json.titel }} in the rain', ' Did you mean “title”?'],
	['my color', '={{ $json.title }}, {{ $json["my color"] }}', ' Did you mean “my colour”?'],
	['weather', "={{ $json.title }} in {{$json['weather']}}", ''],
	['lines.0.txet', '=Say {{ $json.lines[0].txet }}!', ''],
	['style.name', '={{ $json.title }} {{ $json.style.name.first }}', undefined],
	['title.length', '=A kite {{ $json.title.length }} m long', undefined],
	['my colour', '=A {{ $json["my colour"] }} kite', undefined],
	['lines', '=Say {{ $json.lines[0].text }}!', undefined],
	['style: only one row has it', '={{ $json.title }} {{ $json.style }}', undefined],
	['empty', '=A {{ $json.empty }} kite', undefined],
	['nothing', '=A {{ $json.nothing }} kite', undefined],
	['a fallback', "=A {{ $json.missing ?? '' }} kite", undefined],
	['a call', '=A {{ $json.title.toUpperCase() }} {{ $json.no + 1 }}', undefined],
	['a fixed text', 'A kite', undefined],
])('%s, in a text: %s', async (name, prompt, guess) => {
	const { sent, messages } = await submit({ prompt });
	if (guess === undefined) {
		expect(messages).toEqual([]);
		expect(sent).toHaveLength(ROWS.length);
		return;
	}
	expect(sent).toEqual([]);
	expect(messages).toHaveLength(ROWS.length);
	expect(messages[0]).toContain(`no item has a field “${name}”, so there would be a gap.${guess}`);
	expect(messages[0]).toContain("?? '' }} if the field may be missing. Nothing was submitted.");
});

it('says how to allow for it, as it was written', async () => {
	const { messages } = await submit({ prompt: '=A kite {{ $json.wether }}' });
	expect(messages[0]).toContain("or write {{ $json.wether ?? '' }} if");
});

it.each([
	[
		'the form',
		{ inputFields: { mappingMode: 'defineBelow', value: { size: '={{ $json.no }}' } } },
		['size'],
	],
	[
		'a quoted value in JSON',
		{ inputMode: 'json', inputJson: '={ "size": "{{ $json.no }}" }' },
		undefined,
	],
])('an input that is only such a field is an empty one: %s', async (_where, parameters, unset) => {
	const result = await submit({ prompt: 'A kite', ...parameters });
	expect(result.messages).toEqual([]);
	expect(result.sent).toHaveLength(ROWS.length);
	expect(result.unset).toEqual(ROWS.map(() => unset));
});

it('is seen in JSON, too', async () => {
	const inputJson = '={ "prompt": "A video of {{ $json.titel }}" }';
	const { sent, messages } = await submit({ prompt: '', inputMode: 'json', inputJson });
	expect(sent).toEqual([]);
	expect(messages[0]).toMatch(/“Input \(JSON\)” has .* Did you mean “title”\?/);
});

it('is looked for in all items, however many', async () => {
	const rows = Array.from({ length: 300 }, (_, index): IDataObject => ({ index }));
	const last = [...rows, { note: 'at the end' }];
	const prompt = '=A kite {{ $json.note }}';
	expect((await submit({ prompt }, rows)).sent).toEqual([]);
	expect((await submit({ prompt }, last)).sent).toHaveLength(last.length);
});
