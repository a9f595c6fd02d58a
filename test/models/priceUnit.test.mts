import { buildCatalog } from '../../emulator/catalog/index.mts';
import { makeCatalogue } from '../../nodes/WaveSpeed/models/catalogue.ts';
import { priceText } from '../../nodes/WaveSpeed/models/kindOfWork.ts';
import { readPriceUnit } from '../../nodes/WaveSpeed/models/model.ts';
import { readRealCatalogue } from './realCatalogue.mts';

it.each([
	['{"total_price": $number(duration) * base_price}', 'a second'],
	['{"total_price":base_price * duration}', 'a second'],
	['{"total_price": $number(get_duration_v2(audio)) * base_price}', 'a second'],
	[
		'{"total_price": $max([1, $min([$number(get_duration_v2(video)), 8])]) * base_price}',
		'a second',
	],
	['{"total_price": base_price * $ceil($length(text) / 1000)}', 'per 1,000 letters', 1],
	[
		'{"total_price": ($length(text) < 100 ? base_price : base_price * $length(text) / 100)}',
		'per 1,000 letters',
		10,
	],
	['{"total_price": base_price * $length(text) / 2500}', 'per 1,000 letters', 0.4],
	['{"total_price": base_price * $length(text) / 00}', undefined],
	['{"total_price": base_price * $number(duration) / 5}', undefined],
	['{"total_price": (duration = 10) ? (base_price * 2) : base_price}', undefined],
	['{"total_price": base_price * num_images}', undefined],
	['{"total_price": $number(duration) * 0.2}', undefined],
	['', undefined],
	[null, undefined],
	[7, undefined],
])('reads in %j what the price is for', (formula: unknown, name?: string, times = 1) => {
	expect(readPriceUnit(formula)).toEqual(
		name && { name, times, ...(name === 'a second' && { isTime: true }) },
	);
});

const captured = readRealCatalogue();
it.each([
	['the emulator’s', buildCatalog('https://api.example') as unknown],
	...(captured ? [['the real', captured as unknown]] : []),
] as Array<[string, never]>)(
	'in %s catalogue no price of a second is one of a sound',
	(_whose, rows) => {
		const catalogue = makeCatalogue(rows);
		const spelled = (id: string) => priceText(catalogue.find(id)!);
		expect(spelled('wavespeed-ai/ace-step/prompt-to-audio')).toBe('from $0.0002 a second');
		expect(spelled('wavespeed-ai/vibevoice')).toBe('from $0.15 per 1,000 letters');
		// Prices that can be compared: no list has two units for the same.
		expect(
			catalogue.models.map((model) => priceText(model)).filter((text) => / letters$/.test(text)),
		).toEqual(expect.not.arrayContaining([expect.not.stringMatching(/ per 1,000 letters$/)]));
		const sounds = catalogue.models.filter((model) => / a sound$/.test(priceText(model)));
		expect(sounds.filter(({ basePriceUsd = 1 }) => basePriceUsd < 0.02)).toEqual([]);
	},
);
