import { addOption, closePanel, executeStep } from './n8n/clicks.mts';
import { describeInEditor, field } from './n8n/describeInEditor.mts';
import { startAndNode } from './n8n/startAndNode.mts';
import { importWorkflow, type Workflow } from './n8n/workflows.mts';

const H3 = 'wavespeed-ai/minimax-h3/text-to-video';
/** What n8n keeps of a field of a form that is shown. */
const SHOWN = {
	required: false,
	defaultMatch: false,
	canBeUsedToMatch: false,
	display: true,
	removed: false,
};
const STEP_MS = 60_000;
const OUTPUT = '[data-test-id="output-panel"]';

interface Clumsy {
	/** What the person types or pastes. */
	typed: string;
	/** What the output pane says then: what is wrong, and the way out. */
	says: RegExp;
}

const byId = { __rl: true, mode: 'id', value: '' };

/** A field of a node, and what people put into it that cannot work. */
const FIELDS: Array<{
	node: string;
	name: string;
	/** Chosen before. */
	parameters: Record<string, unknown>;
	inputs: Clumsy[];
}> = [
	{
		node: 'Generate video',
		name: 'prompt',
		parameters: { resource: 'video', operation: 'generate' },
		inputs: [
			{ typed: '   ', says: /“prompt” is required\. Give it a value\./ },
			{ typed: 'A {{ $json.pet }}', says: /as plain text .* Switch the field to “Expression”/ },
			{ typed: 'undefined', says: /the text “undefined”, .* Correct the expression\./ },
			{
				typed: 'A [object Object]',
				says: /“\[object Object\]”: an expression .* Name a field of the object/,
			},
			{ typed: 'NaN', says: /the text “NaN”, .* Correct the expression\./ },
		],
	},
	{
		node: 'Animate image',
		name: 'image',
		parameters: { resource: 'video', operation: 'animate', prompt: 'It moves' },
		inputs: [
			{ typed: '   ', says: /“image” is required\. Give the address of a file, or choose a file/ },
			{
				typed: 'C:\\Users\\me\\cat.png',
				says: /“C:\\Users\\me\\cat\.png”\): read the file with the node/,
			},
			{ typed: '/home/me/cat.png', says: /“\/home\/me\/cat\.png”\): read the file with the node/ },
			{ typed: 'cat.png', says: /is “cat\.png”\. Write an address that begins with https/ },
			{
				typed: 'file:///home/me/cat.png',
				says: /“file:\/\/\/home\/me\/cat\.png”\): read the file/,
			},
			{ typed: 'www.example.com/cat.png', says: /“www\..*”\. Write an address that begins with/ },
			{
				typed: 'https://drive.google.com/file/d/1a2b3c/view?usp=sharing',
				says: /a page of Google Drive, .*: write https:\/\/drive\.google\.com\/uc/,
			},
			{
				typed: 'https://www.youtube.com/watch?v=dQw4w9WgXcQ',
				says: /a page of YouTube, .*: write the address of the file itself/,
			},
			{
				typed: 'https://www.dropbox.com/s/abc/cat.png?dl=0',
				says: /a page of Dropbox, .*: write dl=1 at its end in place of dl=0/,
			},
			{
				typed: 'https://shop.example.com/cats.html',
				says: /the address of a web page: write the address of the file itself/,
			},
			{ typed: 'data:text/html,<h1>cat</h1>', says: /text\/html\. Give the address of an image/ },
			{
				typed: '<img src="https://example.com/cat.png">',
				says: /is HTML without words\. Write an/,
			},
			{
				typed: 'ded09b4c9b104fb88a38feab74c9d54c',
				says: /“ded09b4c9b104fb88a38feab74c9d54c”\. Write an address/,
			},
			{ typed: '🐈', says: /“🐈”\. Write an address that begins with https/ },
		],
	},
	{
		node: 'Get result',
		name: 'predictionId',
		parameters: { operation: 'getResult', predictionId: byId },
		inputs: [
			{ typed: '   ', says: /“Prediction ID” is empty\. Enter the id that Submit returned/ },
			{ typed: 'openai/sora-2/text-to-video', says: /“openai\/.*” is not .* enter the id, or the/ },
			{ typed: 'https://wavespeed.ai/models', says: /“https:.*” is not .* enter the id, or the/ },
			{ typed: 'the lighthouse video', says: /“the .*” is not a prediction id.* enter the id/ },
			{
				typed: '<b>ded09b4c9b104fb88a38feab74c9d54c</b>',
				says: /“b ded.*” is not a prediction id.* enter the id/,
			},
		],
	},
	{
		node: 'Any model',
		name: 'model',
		parameters: { operation: 'generateAndWait', model: byId, prompt: 'A kite' },
		inputs: [
			{ typed: '   ', says: /No model is chosen\. Choose one from the list/ },
			{ typed: 'sora', says: /“sora” .* ended Sora 2 in September 2026\. Choose another model/ },
			{
				typed: 'openai/sora-2',
				says: /no model openai\/sora-2\. OpenAI ended Sora 2 .* Choose one/,
			},
			{ typed: 'MiniMax H3', says: /“MiniMax H3” .* Did you mean wavespeed-ai\/minimax-h3/ },
			{
				typed: 'wavespeed-ai/minimax-h3/text-to-vidoe',
				says: /vidoe\. Did you mean wavespeed-ai\/minimax-h3\/text-to-video\?/,
			},
			{
				typed: 'WaveSpeed-AI/MiniMax-H3/Text-To-Video',
				says: /Text-To-Video\. Did you mean wavespeed-ai\/minimax-h3\/text-to-video\?/,
			},
			{
				typed: 'https://example.com/cat.png',
				says: /cat\.png” is not a model id\. .* Copy it from/,
			},
			{
				typed: 'ded09b4c9b104fb88a38feab74c9d54c',
				says: /“ded.*” is not a model id\. .* Copy it from the model’s page/,
			},
		],
	},
];

describeInEditor(
	'what people type and paste that cannot work',
	{ emulator: { generationTimeMs: 20 }, stepMs: STEP_MS, pictures: 'clumsy' },
	(here) => {
		test.each(FIELDS.map((one) => [`${one.node}: ${one.name}`, one] as const))(
			'%s: each gets a sentence with the way out, and nothing is paid',
			async (_title, { node, name, parameters, inputs }) => {
				const { page, setup } = here;
				const workflow = await importWorkflow(
					setup.session,
					startAndNode(node, { name: node, parameters, credential: setup.credential }),
				);
				await here.editor.openWorkflow(workflow.id);
				await here.editor.openNode(node);
				const text = page.locator(`${field(name)} textarea, ${field(name)} input`).last();
				for (const { typed, says } of inputs) {
					await text.fill(typed);
					await executeStep(page);
					// The sentence of the input before stays until this one's is there.
					await page.locator(OUTPUT).getByText(says).first().waitFor();
				}
				await here.screenshot(name);
				expect(setup.emulator.predictions).toEqual([]);
			},
		);

		test('a comma is a decimal comma or a mistake: nothing is made ten times as long, or for ten times as much', async () => {
			const { page, setup } = here;
			const name = 'Generate video';
			const parameters = {
				resource: 'video',
				operation: 'generate',
				prompt: 'A kite',
				model: { __rl: true, mode: 'list', value: H3 },
				inputFields: { mappingMode: 'defineBelow', value: null, schema: [] },
			};
			const workflow = await importWorkflow(
				setup.session,
				startAndNode(name, { name, parameters, credential: setup.credential }),
			);
			await here.editor.openWorkflow(workflow.id);
			await here.editor.openNode(name);
			const type = async (field_: string, typed: string) =>
				await page
					.locator(`${field(field_)} textarea, ${field(field_)} input`)
					.last()
					.fill(typed);
			const says = async (words: RegExp) => {
				await executeStep(page);
				await page.locator(OUTPUT).getByText(words).first().waitFor();
			};

			await type('duration', '1,5');
			await says(/“duration” must be a whole number between 5 and 15, but is 1\.5\./);
			await type('duration', '1,200');
			await says(/“duration” must be a whole number between 5 and 15, but is “1,200”\./);
			await type('duration', '{{ $json.seconds }}');
			await says(/“duration” contains an expression .* Switch the field to “Expression”/);
			await type('duration', '8');
			await addOption(page, 'Cost: Max Each (USD)');
			await type('maxPricePerPrediction', '0,05');
			await says(/“Cost: Max Each \(USD\)” allows \$0\.05\./);
			await here.screenshot('comma');
			for (const typed of ['1,500', '1.500,00', 'one', '€5', '   ']) {
				await type('maxPricePerPrediction', typed);
				await says(/The option “Cost: Max Each \(USD\)” is .*Enter an amount in US dollars/);
			}
			expect(setup.emulator.predictions).toEqual([]);

			await type('maxPricePerPrediction', '5');
			await type('duration', '8 seconds');
			await executeStep(page);
			await closePanel(page);
			expect(setup.emulator.predictions.map(({ input }) => input.duration)).toEqual([8]);
		});

		test('a node that was saved with numbers is not changed by looking, and sends them', async () => {
			const { page, setup } = here;
			const name = 'Saved before';
			const duration = { id: 'duration', displayName: 'Duration', type: 'number', ...SHOWN };
			const parameters = {
				resource: 'video',
				operation: 'generate',
				prompt: 'A kite',
				model: { __rl: true, mode: 'list', value: H3 },
				inputFields: {
					mappingMode: 'defineBelow',
					value: { duration: 9 },
					matchingColumns: [],
					schema: [duration],
				},
				options: { maxPricePerPrediction: 5 },
			};
			const workflow = await importWorkflow(
				setup.session,
				startAndNode(name, { name, parameters, credential: setup.credential }),
			);
			const before = setup.emulator.predictions.length;
			await here.editor.openWorkflow(workflow.id);
			await here.editor.openNode(name);
			const shown = async (name_: string) =>
				await page
					.locator(`${field(name_)} textarea, ${field(name_)} input`)
					.last()
					.inputValue();
			expect([await shown('duration'), await shown('maxPricePerPrediction')]).toEqual(['9', '5']);
			await closePanel(page);
			await here.editor.openNode(name);
			await here.screenshot('saved-numbers');
			await executeStep(page);
			const made = setup.emulator.predictions.slice(before);
			expect(made.map(({ input }) => input.duration)).toEqual([9]);
			const saved = await setup.session.request<Workflow>('GET', `/workflows/${workflow.id}`);
			expect(saved.nodes[1]?.parameters).toMatchObject({
				inputFields: parameters.inputFields,
				options: parameters.options,
			});
		});
	},
);
