import { CREDENTIAL_TYPE, NODE_TYPE } from './n8n/example.mts';
import { pickFromList } from './n8n/clicks.mts';
import { describeInEditor, field } from './n8n/describeInEditor.mts';
import type { N8nWithEmulator } from './n8n/n8nWithEmulator.mts';
import { importWorkflow, inARow, type SavedWorkflow, type WorkflowNode } from './n8n/workflows.mts';

const STEP_MS = 60_000;
/** So long nothing may happen that should not: n8n saves by itself some two seconds after a change. */
const QUIET_MS = 5_000;
const NODE = 'WaveSpeedAI';
const PROMPT = 'A lighthouse at dusk, waves breaking on the rocks, slow camera flight';

/** Models of which the first takes neither a resolution of 768p nor 10 seconds. */
const OTHERS: ReadonlyArray<readonly [words: string, entry: RegExp, price: RegExp]> = [
	['veo', /Veo 3/, /^\$3\.20 each/],
	['pixverse', /PixVerse/, /^\$/],
];

const shown = `${field('showPrice')} input`;

describeInEditor(
	'the price in the panel',
	{
		emulator: { balanceUsd: 12.3 },
		stepMs: STEP_MS,
		pictures: 'show-price',
	},
	(here) => {
		const asked = (part: string) =>
			here.setup.emulator.requests.filter(({ path: at }) => at.includes(part)).length;
		const priceReads = async (text: RegExp) => {
			const found = `document.querySelector(${JSON.stringify(shown)})?.value ?? ""`;
			try {
				await here.page.waitForFunction(
					`new RegExp(${JSON.stringify(text.source)}).test(${found})`,
				);
			} catch {
				const reads = await here.page.locator(shown).inputValue();
				throw new Error(`The price should read ${text} and reads “${reads}”`);
			}
			const cut = `(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)(document.querySelector(${JSON.stringify(shown)}))`;
			expect(await here.page.evaluate(cut)).toBe(false);
		};
		/** What changes while the here.editor still waits for an answer is not asked for by it. */
		const settle = async () => await here.page.waitForTimeout(QUIET_MS);
		const setDuration = async (seconds: string) => {
			await here.page.locator(`${field('duration')} input`).fill(seconds);
			await here.page.keyboard.press('Tab');
		};
		const choose = async (name: string, value: string) => {
			await here.page.click(`${field(name)} input`);
			await here.page.getByRole('option', { name: value, exact: true }).click();
			await here.page.locator(`${field(name)} input`).waitFor();
		};
		const open = async (workflow: SavedWorkflow) => {
			await here.editor.openWorkflow(workflow.id);
			await here.editor.openNode(NODE);
			await here.page.waitForSelector(field('duration'));
		};
		const closePanel = async () => {
			await here.page.keyboard.press('Escape');
			await here.page.locator('[data-test-id="ndv"]').waitFor({ state: 'hidden' });
		};
		const saved = async (id: string) =>
			await here.setup.session.request<SavedWorkflow>('GET', `/workflows/${id}`);

		test('is asked for once it is chosen, follows the inputs, and changes nothing by being looked at', async () => {
			const workflow = await importWorkflow(here.setup.session, onlyTheNode(here.setup, {}));
			await open(workflow);
			expect(await here.page.locator(field('showPrice')).count()).toBe(0);
			expect(asked('/model/pric') + asked('/balance')).toBe(0);

			await here.page.locator('input[placeholder="Add option"]').click();
			await here.page.getByText('Cost: Show Price', { exact: true }).click();
			await priceReads(/^No price yet: missing Prompt$/);
			await here.screenshot('1-chosen');

			await settle();
			const before = asked('/model/pric');
			const prompt = here.page.locator(`${field('prompt')} textarea`).first();
			await prompt.click();
			await here.page.keyboard.type(PROMPT, { delay: 30 });
			await priceReads(/^\$0\.15 each with defaults · \$12\.30 left$/);
			await settle();
			// Not for every pause: a price depends on no word of a prompt.
			expect(asked('/model/pric') - before).toBeLessThanOrEqual(3);

			await setDuration('10');
			await priceReads(/^\$0\.30 each · Duration 10 · \$12\.30 left$/);
			await here.screenshot('2-duration');
			await settle();
			await setDuration('1');
			await priceReads(/^No price yet: check Duration$/);
			await settle();
			await setDuration('15');
			await priceReads(/^\$0\.45 each · Duration 15 · \$12\.30 left$/);

			await closePanel();
			await settle();
			const kept = await saved(workflow.id);
			expect(parametersOf(kept).options).toEqual({ showPrice: '' });
			expect(parametersOf(kept)).not.toHaveProperty('priceState');

			await open(kept);
			await priceReads(/^\$0\.45 each · Duration 15 · \$12\.30 left/);
			await here.page.click(shown);
			await here.page.getByText('Asking is free, and nothing was run.').first().waitFor();
			await here.screenshot('3-opened');
			// The first one is for the list that is open.
			await here.page.keyboard.press('Escape');
			await here.page
				.getByText('Asking is free, and nothing was run.')
				.first()
				.waitFor({ state: 'hidden' });
			await here.page.getByText('Parameters', { exact: true }).click();
			await closePanel();
			await settle();
			const looked = await saved(workflow.id);
			expect(looked.versionId).toBe(kept.versionId);
			expect(looked.nodes).toEqual(kept.nodes);
			expect(here.setup.emulator.predictions).toHaveLength(0);
			expect(here.setup.emulator.balanceUsd).toBe(12.3);
		});

		test('says that an expression has no value yet, and comes when the node before has run', async () => {
			const idea: WorkflowNode = {
				name: 'Idea',
				type: 'n8n-nodes-base.set',
				typeVersion: 3.4,
				position: [240, 0],
				parameters: {
					assignments: {
						assignments: [
							{ id: '1', name: 'prompt', value: PROMPT, type: 'string' },
							{ id: '2', name: 'seconds', value: 10, type: 'number' },
						],
					},
				},
			};
			const workflow = await importWorkflow(
				here.setup.session,
				onlyTheNode(
					here.setup,
					{
						prompt: '={{ $json.prompt }}',
						inputMode: 'json',
						inputJson: '={{ { duration: $json.seconds } }}',
						options: { showPrice: '' },
					},
					idea,
				),
			);
			await here.editor.openWorkflow(workflow.id);
			await here.editor.openNode(NODE);
			await priceReads(/^No price yet: an expression has no value$/);
			await here.screenshot('4-expression');
			await here.page.getByRole('button', { name: 'Execute previous nodes' }).click();
			// The input is there; looking again shows the price on a busy machine, too.
			await here.page.getByText('1 item', { exact: true }).first().waitFor();
			await closePanel();
			await here.editor.openNode(NODE);
			await priceReads(/^\$0\.30 each · duration 10 · \$12\.30 left$/);
			await here.screenshot('5-with-data');

			// The field's own menu asks again, as its sentences say.
			const before = asked('/model/pric');
			await here.page.hover(field('showPrice'));
			await here.page
				.locator('[data-test-id="parameter-options-container"] [data-test-id="action-toggle"]')
				.locator('visible=true')
				.last()
				.click();
			await here.page.getByText('Refresh List', { exact: true }).click();
			await settle();
			await priceReads(/^\$0\.30 each/);
			expect(asked('/model/pric') - before).toBe(1);
			expect(here.setup.emulator.predictions).toHaveLength(0);
		});

		test('is for what the form is filled in with again, after another model and back', async () => {
			const workflow = await importWorkflow(
				here.setup.session,
				onlyTheNode(here.setup, {
					resource: 'video',
					operation: 'generate',
					prompt: PROMPT,
					options: { showPrice: '' },
				}),
			);
			await open(workflow);
			await priceReads(/^\$0\.15 each/);
			await settle();
			await choose('resolution', '768p');
			await priceReads(/^\$0\.30 each/);
			await settle();
			await setDuration('10');
			await priceReads(/^\$0\.60 each/);
			for (const [words, entry, price] of OTHERS) {
				await settle();
				await pickFromList(here.page, words, entry);
				await priceReads(price);
				await settle();
				await pickFromList(here.page, 'minimax h3', /MiniMax H3/);
				await priceReads(/^\$0\.60 each/);
				await settle();
				await priceReads(/^\$0\.60 each/);
				expect(await here.page.locator(`${field('resolution')} input`).inputValue()).toBe('768p');
				expect(await here.page.locator(`${field('duration')} input`).inputValue()).toBe('10');
				await here.screenshot(`6-back-from-${words.replaceAll(' ', '-')}`);
			}
			expect(here.setup.emulator.predictions).toHaveLength(0);
		});

		test('shows a limit as it was typed, with as many decimals', async () => {
			const options = { maxPricePerPrediction: 10, maxPricePerRun: 0.5, maxSpendingPerDay: 10 };
			const workflow = await importWorkflow(
				here.setup.session,
				onlyTheNode(here.setup, { prompt: PROMPT, options }),
			);
			await open(workflow);
			const limit = (name: string) => here.page.locator(`${field(name)} input`);
			expect(await limit('maxPricePerPrediction').inputValue()).toBe('10');
			expect(await limit('maxPricePerRun').inputValue()).toBe('0.5');
			await limit('maxSpendingPerDay').click();
			await here.page.keyboard.press('Control+A');
			await here.page.keyboard.type('0.005', { delay: 30 });
			await here.page.keyboard.press('Tab');
			await here.screenshot('7-limits');
			expect(await limit('maxSpendingPerDay').inputValue()).toBe('0.005');
			// Escape is for the list that the cursor is in now.
			await here.page.click('[data-test-id="ndv-close-button"]');
			await here.page.locator('[data-test-id="ndv"]').waitFor({ state: 'hidden' });
			await settle();
			expect(parametersOf(await saved(workflow.id)).options).toEqual({
				...options,
				maxSpendingPerDay: '0.005',
			});
		});

		test('follows the inputs where one kind of thing is made, too', async () => {
			const workflow = await importWorkflow(
				here.setup.session,
				onlyTheNode(here.setup, {
					resource: 'video',
					operation: 'generate',
					prompt: PROMPT,
					options: { showPrice: '' },
				}),
			);
			await open(workflow);
			await priceReads(/^\$0\.15 each with defaults · \$12\.30 left$/);
			await settle();
			await setDuration('10');
			await priceReads(/^\$0\.30 each · Duration 10 · \$12\.30 left$/);
			expect(here.setup.emulator.predictions).toHaveLength(0);
		});

		test.each([
			[{}, /^\$3\.50 each · Duration 10, 1 more · \$12\.30 left$/],
			[{ variations: 3 }, /^\$3\.50 each, 3 for \$10\.50 · Duration 10, 1 more$/],
			[{ variations: 4 }, /^\$3\.50 each, 4 for \$14\.00, \$12\.30 left: too little$/],
		])('fits the closed field, with the total of variations: %j', async (more, text) => {
			const workflow = await importWorkflow(
				here.setup.session,
				onlyTheNode(here.setup, {
					resource: 'video',
					operation: 'generate',
					model: { __rl: true, mode: 'list', value: 'bytedance/seedance-2.5/text-to-video' },
					prompt: PROMPT,
					inputFields: {
						mappingMode: 'defineBelow',
						value: { duration: '10', resolution: '1080p', aspect_ratio: '9:16' },
					},
					options: { showPrice: '', ...more },
				}),
			);
			await open(workflow);
			await priceReads(text);
			await here.screenshot(`8-variations-${Object.values(more).join() || 1}`);
		});
	},
);

function parametersOf({ nodes }: SavedWorkflow): Record<string, unknown> {
	return nodes.find(({ name }) => name === NODE)?.parameters ?? {};
}

function onlyTheNode(
	setup: N8nWithEmulator,
	parameters: Record<string, unknown>,
	before?: WorkflowNode,
) {
	const start: WorkflowNode = {
		name: 'Start',
		type: 'n8n-nodes-base.manualTrigger',
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
	};
	const node: WorkflowNode = {
		name: NODE,
		type: NODE_TYPE,
		typeVersion: 1,
		position: [480, 0],
		parameters,
		credentials: { [CREDENTIAL_TYPE]: setup.credential },
	};
	const nodes = before ? [start, before, node] : [start, node];
	return {
		name: 'What it costs',
		settings: { executionOrder: 'v1' },
		nodes,
		connections: inARow(nodes),
	};
}
