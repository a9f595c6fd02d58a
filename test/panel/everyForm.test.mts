import type { INodeProperties } from 'n8n-workflow';

import { buildCatalog } from '../../emulator/catalog/index.mts';
import { makeCatalogue } from '../../nodes/WaveSpeed/models/catalogue.ts';
import { listCatalogue } from '../../nodes/WaveSpeed/models/modelSearch.ts';
import { formOf } from '../../nodes/WaveSpeed/panel/formOf.ts';
import { WaveSpeed } from '../../nodes/WaveSpeed/WaveSpeed.node.ts';
import { triggerProperties } from '../../nodes/WaveSpeedTrigger/triggerProperties.ts';
import { modelFrom } from '../models/modelFrom.mts';
import { labelWidth } from '../../nodes/WaveSpeed/panel/labelWidth.ts';
import { readRealCatalogue } from '../models/realCatalogue.mts';

/** Measured in the editor of n8n 2.41.1, whose panel is 420 pixels wide: so much of a text is seen. */
const LABEL_SEEN = 29;
/** Between input and output, with a scrollbar. */
const LABEL_PIXELS = 155;
const OPTION_LABEL_PIXELS = 165;
const OPTION_SEEN = 58;
const ENTRY_SEEN = 52;

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
	expect(
		labels.filter((label) => labelWidth(label) - label.length / 4 > OPTION_LABEL_PIXELS),
	).toEqual([]);
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
					// Each width is rounded up, by a quarter of a pixel on average.
					labelWidth(displayName) - displayName.length / 4 > LABEL_PIXELS,
			)
			.map(({ id, field }) => `${id}: ${field.displayName}`);
		expect(cut).toEqual([]);
		expect(fields.length).toBeGreaterThan(models.length);
	});

	it('no choice of any form is cut', () => {
		const cut = fields.flatMap(({ id, field }) =>
			(field.options ?? [])
				.filter(({ name }) => name.length > OPTION_SEEN)
				.map(({ name }) => `${id}: ${name}`),
		);
		expect(cut).toEqual([]);
	});

	it('every name of a model leaves room for its price', () => {
		const long = listCatalogue(models).filter(({ name }) => name.length > ENTRY_SEEN);
		expect(long).toEqual([]);
	});

	it('every LoRA model shows its LoRAs, and every duration is seen at once', () => {
		const hidden = fields.filter(
			({ field }) => /^(loras|duration)$/.test(field.id) && field.removed,
		);
		expect(hidden.map(({ id, field }) => `${id}: ${field.id}`)).toEqual([]);
	});
});
