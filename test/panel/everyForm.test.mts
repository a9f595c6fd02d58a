import type { INodeProperties } from 'n8n-workflow';

import { buildCatalog } from '../../emulator/catalog/index.mts';
import { makeCatalogue } from '../../nodes/WaveSpeed/models/catalogue.ts';
import { listCatalogue } from '../../nodes/WaveSpeed/models/modelSearch.ts';
import { labelOf } from '../../nodes/WaveSpeed/panel/labelOf.ts';
import { FORM_LABEL_LIMIT_PIXELS } from '../../nodes/WaveSpeed/policy.ts';
import { getsDefault } from '../../nodes/WaveSpeed/schema/schemaInput.ts';
import { formOf } from '../../nodes/WaveSpeed/panel/formOf.ts';
import { WaveSpeed } from '../../nodes/WaveSpeed/WaveSpeed.node.ts';
import { triggerProperties } from '../../nodes/WaveSpeedTrigger/triggerProperties.ts';
import { modelFrom } from '../models/modelFrom.mts';
import { labelWidth, textWidth } from '../../nodes/WaveSpeed/panel/labelWidth.ts';
import { modelEntry } from '../../nodes/WaveSpeed/panel/modelEntry.ts';
import { readRealCatalogue } from '../models/realCatalogue.mts';

/** Measured in the editor of n8n 2.41.1, whose panel is 420 pixels wide: so much of a text is seen. */
const LABEL_SEEN = 29;
/** Between input and output, with a scrollbar. */
const LABEL_PIXELS = 155;
const OPTION_LABEL_PIXELS = 165;
/** In the open list of a field, and in the closed one. */
const CHOICE_PIXELS = 283;
const ENTRY_PIXELS = 336;
/** In the closed list of models, whose letters are 13 pixels high. */
const NAME_PIXELS = (240 * 12) / 13;

const captured = readRealCatalogue();
const catalogues = [
	['the emulator’s', buildCatalog('https://api.example')] as const,
	...(captured ? [['the real', captured] as const] : []),
];

it.each([
	['Size (W*H, default 1024*1024)', 173.9],
	['Output Format (default jpeg)', 161.6],
	['Strength (0–1, default 0.6)', 147.4],
])('knows how wide “%s” is in the editor', (label, pixels) => {
	expect(labelWidth(label)).toBeGreaterThanOrEqual(pixels);
	expect(labelWidth(label)).toBeLessThan(pixels + label.length / 2);
});

it('leaves out what would be cut', () => {
	const size = { type: 'string', default: '1024*1024', description: 'Width and height in pixels.' };
	expect(formOf(modelFrom({ size }).inputs!)[0]?.displayName).toBe('Size (default 1024*1024)');
});

it('no label of an option is cut', () => {
	const labels = [...new WaveSpeed().description.properties, ...triggerProperties]
		.filter(({ type }) => type === 'collection')
		.flatMap(({ options }) => (options as INodeProperties[]).map(({ displayName }) => displayName));
	expect(labels.length).toBeGreaterThan(20);
	expect(labels.filter((label) => textWidth(label) > OPTION_LABEL_PIXELS)).toEqual([]);
});

describe.each(catalogues)('in %s catalogue', (_whose, rows) => {
	const { models } = makeCatalogue(rows);
	const fields = models.flatMap(({ id, inputs }) =>
		formOf(inputs ?? []).map((field) => ({ id, field })),
	);

	it('no label of any form is cut', () => {
		const cut = fields
			.filter(
				({ field: { displayName } }) =>
					displayName.length > LABEL_SEEN ||
					/…/.test(displayName) ||
					textWidth(displayName) > LABEL_PIXELS,
			)
			.map(({ id, field }) => `${id}: ${field.displayName}`);
		expect(cut).toEqual([]);
		expect(fields.length).toBeGreaterThan(models.length);
	});

	it('every input that must be filled in says so where there is room', () => {
		const needed = models.flatMap(({ id, inputs = [] }) =>
			inputs
				.filter((input) => input.required && !input.hidden && !getsDefault(input))
				.map((input) => ({ id, title: input.title, label: labelOf(input) })),
		);
		const silent = needed.filter(({ label }) => !label.includes('required'));
		const withRoom = silent.filter(
			({ title }) => labelWidth(`${title} (required)`) <= FORM_LABEL_LIMIT_PIXELS,
		);
		expect(withRoom).toEqual([]);
		expect(silent.length).toBeLessThan(needed.length / 100);
	});

	it('no choice of any form is cut, and no two are called the same', () => {
		const cut = fields.flatMap(({ id, field }) =>
			(field.options ?? [])
				.filter(({ name }) => textWidth(name) > CHOICE_PIXELS)
				.map(({ name }) => `${id}: ${name}`),
		);
		expect(cut).toEqual([]);
		const unclear = fields.filter(
			({ field: { options = [] } }) =>
				new Set(options.map(({ name }) => name)).size < options.length,
		);
		expect(unclear.map(({ id, field }) => `${id}: ${field.id}`)).toEqual([]);
	});

	const entries = listCatalogue(models).map((one) => modelEntry(one, '').name);
	const closed = entries.map((entry) => entry.split(' · ')[0] ?? '');

	it('every model is seen whole in the list, with its price', () => {
		expect(entries.filter((entry) => textWidth(entry) > ENTRY_PIXELS || /…/.test(entry))).toEqual(
			[],
		);
		const priced = models.filter(({ basePriceUsd }) => basePriceUsd !== undefined);
		expect(entries.filter((entry) => / · from \$/.test(entry))).toHaveLength(priced.length);
	});

	it('every model is told from all others by what the closed list shows of it', () => {
		expect(closed.filter((name) => textWidth(name) > NAME_PIXELS)).toEqual([]);
		expect(closed.filter((name, at) => closed.indexOf(name) !== at)).toEqual([]);
	});

	it('every LoRA model shows its LoRAs, and every duration is seen at once', () => {
		const hidden = fields.filter(
			({ field }) => /^(loras|duration)$/.test(field.id) && field.removed,
		);
		expect(hidden.map(({ id, field }) => `${id}: ${field.id}`)).toEqual([]);
	});
});
