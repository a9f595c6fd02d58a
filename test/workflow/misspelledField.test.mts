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
	{
		title: 'a kite',
		'my colour': 'red',
		description: 'up',
		image1: 'one',
		to: 'her',
		lines: [{ text: 'up' }],
		empty: '',
		nothing: null,
	},
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
	['titel', 'title', '=A video of {{ $json.titel }} in the rain'],
	['Title', 'title', '={{ $json.Title }}, calm and warm'],
	['my color', 'my colour', '={{ $json.title }}, {{ $json["my color"] }}'],
	['discription', 'description', "={{ $json.title }} {{$json['discription']}}"],
])('%s for %s, in a text: %s', async (name, meant, prompt) => {
	const { sent, messages } = await submit({ prompt });
	expect(sent).toEqual([]);
	expect(messages).toHaveLength(ROWS.length);
	expect(messages[0]).toContain(`no item has a field “${name}”. Did you mean “${meant}”?`);
	expect(messages[0]).toContain("?? '' }} if the field may be missing. Nothing was submitted.");
});

/** What may be meant as it is: a wrong refusal would stop a workflow that works. */
it.each([
	['an optional field', '={{ $json.title }} {{ $json.weather }}'],
	['one of two fields', '={{ $json.caption }}{{ $json.title }}'],
	['a numbered one', '=A kite {{ $json.image2 }}'],
	['a short name', '=A kite {{ $json.too }}'],
	['a field of a field', '=A kite {{ $json.lines[0].txet }}'],
	['a field that one row has', '={{ $json.title }} {{ $json.style }}'],
	['an empty one', '=A {{ $json.empty }} kite'],
	['null', '=A {{ $json.nothing }} kite'],
	['a fallback', "=A {{ $json.titel ?? '' }} kite"],
	['a call', '=A {{ $json.title.toUpperCase() }} {{ $json.titel + 1 }}'],
	['a fixed text', 'A kite'],
])('%s is sent as it is: %s', async (_what, prompt) => {
	const { sent, messages } = await submit({ prompt });
	expect(messages).toEqual([]);
	expect(sent).toHaveLength(ROWS.length);
});

it('says how to allow for it, as it was written', async () => {
	const { messages } = await submit({ prompt: '=A kite {{ $json.titel }}' });
	expect(messages[0]).toContain('“Prompt” has {{ $json.titel }} in its text');
	expect(messages[0]).toContain("or write {{ $json.titel ?? '' }} if");
});

const form = (value: object) => ({ inputFields: { mappingMode: 'defineBelow', value } });
const json = (inputJson: string) => ({ inputMode: 'json', inputJson });
const WRONG = '=Old {{ $json.titel }} text';

it.each([
	['an input of the form that is nothing else', form({ size: '={{ $json.titel }}' }), ['size']],
	['a quoted value in JSON', json('={ "size": "{{ $json.titel }}" }'), undefined],
	['a prompt in the form, which the field hides', form({ prompt: WRONG }), undefined],
	[
		'the field, where JSON has the prompt',
		{ ...json('{"prompt": "A boat"}'), prompt: WRONG },
		undefined,
	],
])('it is not looked for in %s', async (_where, parameters, unset) => {
	const result = await submit({ prompt: 'A kite', ...parameters });
	expect(result.messages).toEqual([]);
	expect(result.sent).toHaveLength(ROWS.length);
	expect(result.unset).toEqual(ROWS.map(() => unset));
});

it.each([
	[
		'the field, although the form has another prompt',
		{ prompt: WRONG, ...form({ prompt: 'old' }) },
	],
	['JSON', json('={ "prompt": "A video of {{ $json.titel }}" }')],
])('it is looked for in %s', async (_where, parameters) => {
	const { sent, messages } = await submit({ prompt: '', ...parameters });
	expect(sent).toEqual([]);
	expect(messages[0]).toMatch(/“(?:Prompt|Input \(JSON\))” has .* Did you mean “title”\?/);
});

it('is looked for in all items, however many', async () => {
	const rows = Array.from({ length: 300 }, (_, index): IDataObject => ({ notes: index }));
	const last = [...rows, { note: 'at the end' }];
	const prompt = '=A kite {{ $json.note }}';
	expect((await submit({ prompt }, rows)).sent).toEqual([]);
	expect((await submit({ prompt }, last)).sent).toHaveLength(last.length);
});

it('is what a required input is told of that has nothing but a field which the item lacks', async () => {
	const { sent, messages } = await submit({ prompt: '={{ $json.titel }}' });
	expect(sent).toEqual([]);
	expect(messages).toEqual(
		ROWS.map(() =>
			expect.stringContaining(
				'its expression gave none for this item. Did you mean the field “title”?',
			),
		),
	);
	const { messages: others } = await submit({ prompt: '={{ $json.colour }}' });
	expect(others[0]).not.toContain('Did you mean');
});
