import type { INodeProperties, INodePropertyCollection } from 'n8n-workflow';
import { buildCatalog } from '../emulator/catalog/index.mts';
import { makeCatalogue } from '../nodes/WaveSpeed/models/catalogue.ts';
import { JOBS } from '../nodes/WaveSpeed/models/jobs.ts';
import { modelName } from '../nodes/WaveSpeed/models/modelName.ts';
import { listCatalogue } from '../nodes/WaveSpeed/models/modelSearch.ts';
import { shippedModels } from '../nodes/WaveSpeed/models/shippedModels.ts';
import { fileChoices } from '../nodes/WaveSpeed/panel/fieldChoices.ts';
import { formOf } from '../nodes/WaveSpeed/panel/formOf.ts';
import { modelEntry } from '../nodes/WaveSpeed/panel/modelEntry.ts';
import { offeredElsewhere } from '../nodes/WaveSpeed/panel/searchModels.ts';
import { WaveSpeed } from '../nodes/WaveSpeed/WaveSpeed.node.ts';
import { triggerProperties } from '../nodes/WaveSpeedTrigger/triggerProperties.ts';
import { readRealCatalogue } from '../test/models/realCatalogue.mts';
import { executeStep } from './n8n/clicks.mts';
import { describeInEditor, field } from './n8n/describeInEditor.mts';
import { startAndNode } from './n8n/startAndNode.mts';
import { importWorkflow } from './n8n/workflows.mts';

/**
 * What is promised: in the panel as it opens (420 pixels wide, whatever the window), with a scrollbar in
 * it, while the mouse is on the field, every text is seen to its end. n8n lets people drag the panel
 * narrower: what is cut then, they cut themselves.
 */
const NODE = 'WaveSpeedAI';
const STEP_MS = 60_000;

const captured = readRealCatalogue();
const models = [buildCatalog('https://api.example'), ...(captured ? [captured] : [])].map(
	(rows) => makeCatalogue(rows).models,
);
const all = models.flat();
const fields = [['prompt'], ['text'], ['prompt', 'lyrics'], []].flatMap((ownFields) =>
	all.flatMap(({ inputs }) => formOf(inputs ?? [], new Map(), ownFields)),
);
const listed = models.flatMap((list) => [...listCatalogue(list)]);
const distinct = (texts: string[]) => [...new Set(texts)];

const FORM_LABELS = distinct(fields.map(({ displayName }) => displayName));
const FORM_CHOICES = distinct(
	fields.flatMap(({ options = [] }) => options.map(({ name }) => name)),
);
const FILE_CHOICES = distinct(all.flatMap((model) => fileChoices(model).map(({ name }) => name)));
const ENTRIES = distinct([
	...listed.flatMap((one) =>
		[
			[''],
			[' (nearest)'],
			[' (no match)'],
			[' (chosen, no match)'],
			...JOBS.map((job) => offeredElsewhere(one.model, job)),
		].map((remarks) => modelEntry(one, '', ...remarks).name),
	),
	...listCatalogue(shippedModels()).map((one) => modelEntry(one, '', ' (list not loaded)').name),
]);
/** Closed, the field shows what was chosen up to its price. */
const MODELS = distinct([
	...listed.map((one) => modelEntry(one, '').name.split(' · ')[0] ?? ''),
	...JOBS.map(({ preferred: [id] }) => `★ ${modelName(id)}`),
]);

/** The texts of the node’s own parameters, by where in the panel they stand. */
interface OwnTexts {
	labels: string[];
	choices: string[];
}
const own = { top: noTexts(), option: noTexts(), row: noTexts() };
for (const property of [...new WaveSpeed().description.properties, ...triggerProperties])
	collect(property, 'top');

const START = {
	resource: 'video',
	operation: 'animate',
	model: { __rl: true, mode: 'list', value: 'wavespeed-ai/minimax-h3/image-to-video' },
	prompt: 'It moves',
	binaryInputs: { files: [{ input: '', binaryField: 'data' }] },
	options: { maxPricePerPrediction: 3, whileWaiting: 'suspend' },
};

describeInEditor(
	'every label, choice and model of both catalogues',
	{ scrollbars: true, stepMs: STEP_MS, pictures: 'every-label' },
	(here) => {
		const labelOf = (name: string, text: string) =>
			here.page
				.locator('.parameter-item, [data-test-id="parameter-item"]')
				.filter({ has: here.page.locator(field(name)) })
				.last()
				.getByText(text, { exact: true });
		const labels = async (name: string, text: string, texts: string[]) => {
			await here.page.hover(field(name));
			return await labelOf(name, text).evaluate(cutInElement, [...texts, ...CONTROLS]);
		};
		const closed = async (input: string, texts: string[]) =>
			await here.page
				.locator(input)
				.first()
				.evaluate(cutInInput, [...texts, ...CONTROLS]);
		const opened = async (name: string, texts: string[]) => {
			await here.page.click(field(name));
			const entries = here.page.locator('[role="option"]:visible .option-headline');
			const found = await entries.first().evaluate(cutInElement, [...texts, ...CONTROLS]);
			await here.page.keyboard.press('Escape');
			await entries.first().waitFor({ state: 'hidden' });
			return found;
		};
		const measured = async (): Promise<Record<string, string[]>> => ({
			'label in the form': await labels('seed', 'Seed (-1: random)', FORM_LABELS),
			'label above the form': await labels('prompt', 'Prompt', own.top.labels),
			'label of an option': await labels(
				'maxPricePerPrediction',
				'Cost: Max Each (USD)',
				own.option.labels,
			),
			'label in a row': await labels('binaryField', 'Binary Field', own.row.labels),
			'chosen in the form': await closed(`${field('resolution')} input`, FORM_CHOICES),
			'chosen above the form': await closed(`${field('operation')} input`, own.top.choices),
			'chosen in an option': await closed(`${field('whileWaiting')} input`, own.option.choices),
			'chosen in a row': await closed(`${field('input')} input`, FILE_CHOICES),
			'chosen model': await closed(
				`${field('model')} [data-test-id="rlc-input-container"] input`,
				MODELS,
			),
			'list in the form': await opened('resolution', FORM_CHOICES),
			'list above the form': await opened('operation', own.top.choices),
			'list of an option': await opened('whileWaiting', own.option.choices),
			'list in a row': await opened('input', FILE_CHOICES),
			'list of models': await modelsOpened(),
			'list of options': await optionsOpened(),
		});
		const modelsOpened = async () => {
			const entry = here.page.locator('[data-test-id="rlc-item"]').first();
			await here.page.click(`${field('model')} [data-test-id="rlc-input-container"]`);
			const found = await entry
				.locator('span')
				.first()
				.evaluate(cutInElement, [...ENTRIES, ...CONTROLS]);
			await here.page.keyboard.press('Escape');
			await entry.waitFor({ state: 'hidden' });
			return found;
		};
		const optionsOpened = async () => {
			const add = here.page.locator('[data-test-id="collection-parameter-add"]').first();
			await add.click();
			const entry = here.page.getByRole('option', { name: 'File: Download Outputs' });
			const text = entry.getByText('File: Download Outputs', { exact: true }).last();
			const found = await text.evaluate(cutInElement, [...own.option.labels, ...CONTROLS]);
			await here.page.keyboard.press('Escape');
			await entry.waitFor({ state: 'hidden' });
			return found;
		};

		test('is seen to its end, before a run and beside an output', async () => {
			if (captured) {
				expect(FORM_LABELS.length).toBeGreaterThan(300);
				expect(FORM_CHOICES.length).toBeGreaterThan(1_500);
				expect(MODELS.length).toBeGreaterThan(750);
			}
			// What the node itself has cut.
			expect([...FORM_LABELS, ...ENTRIES].filter((text) => text.includes('…'))).toEqual([]);
			const workflow = await importWorkflow(
				here.setup.session,
				startAndNode('Every label', {
					name: NODE,
					parameters: START,
					credential: here.setup.credential,
				}),
			);
			await here.editor.openWorkflow(workflow.id);
			await here.editor.openNode(NODE);
			await here.page.waitForSelector(field('seed'));
			const before = await measured();
			await here.screenshot('before');
			// Without the file it asks for it; what matters is that something stands beside the panel.
			await executeStep(here.page);
			const beside = await measured();
			await here.screenshot('beside');
			const onlyControls = Object.fromEntries(
				Object.keys(before).map((place) => [place, [TOO_LONG]]),
			);
			expect(before).toEqual(onlyControls);
			expect(beside).toEqual(onlyControls);
		});
	},
);

const TOO_LONG = 'W'.repeat(60);
/** One that must be seen and one that cannot be. */
const CONTROLS = ['Ok', TOO_LONG];

function noTexts(): OwnTexts {
	return { labels: [], choices: [] };
}

function collect(property: INodeProperties, place: keyof typeof own): void {
	const { type, displayName, options = [] } = property;
	if (type === 'hidden') return;
	if (!['notice', 'callout'].includes(type)) own[place].labels.push(displayName);
	if (type === 'options' || type === 'multiOptions')
		own[place].choices.push(...options.map(({ name }) => name));
	if (type === 'collection') for (const one of options as INodeProperties[]) collect(one, 'option');
	if (type === 'fixedCollection')
		for (const { values } of options as INodePropertyCollection[])
			for (const one of values) collect(one, 'row');
}

/** Runs in the browser, whose own types are not known here. @returns the texts that this element cannot show whole */
function cutInElement(element: any, texts: string[]): string[] {
	const { document, getComputedStyle } = globalThis as any;
	const before = element.textContent;
	const range = document.createRange();
	const isCut = (text: string) => {
		element.textContent = text;
		range.selectNodeContents(element);
		const seen = range.getBoundingClientRect();
		for (let box = element; box && box !== document.body; box = box.parentElement) {
			const { overflowX } = getComputedStyle(box);
			if (overflowX === 'visible') continue;
			const { left, right } = box.getBoundingClientRect();
			if (seen.left < left - 0.1 || seen.right > right + 0.1) return true;
		}
		return false;
	};
	const cut = texts.filter(isCut);
	element.textContent = before;
	return cut;
}

/** Runs in the browser. @returns the texts that are wider than the field */
function cutInInput(input: any, texts: string[]): string[] {
	const { document, getComputedStyle } = globalThis as any;
	const { font, paddingLeft, paddingRight } = getComputedStyle(input);
	const pen = document.createElement('canvas').getContext('2d');
	pen.font = font;
	const room = input.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
	return texts.filter((text) => pen.measureText(text).width > room);
}
