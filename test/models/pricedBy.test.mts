import { readPricedBy } from '../../nodes/WaveSpeed/models/model.ts';

const inputs = ['prompt', 'duration', 'size', 'num-images', 'text'].map((name) => ({
	name,
})) as never;

describe('the inputs that a price depends on', () => {
	it.each([
		['', []],
		['{"total_price": base_price * $number(duration) / 4}', ['duration']],
		[
			'{"total_price": base_price * `num-images` * (size = "720*1280" ? 1 : 2)}',
			['size', 'num-images'],
		],
		['{"total_price": $length(text) / 1000 * base_price}', ['text']],
		['{"total_price": base_price}', []],
	])('%j: %j', (formula, names) => {
		expect(readPricedBy(formula, inputs)).toEqual(names);
	});

	it.each([
		[undefined],
		[null],
		[{ total_price: 1 }],
		['{"total_price": $count($$.*)}'],
		['{"total_price": $lookup($, "dur" & "ation")}'],
		['x'.repeat(4_001)],
	])('any of them may count with %j', (formula) => {
		expect(readPricedBy(formula, inputs)).toBeUndefined();
	});

	it('any of them may count where the inputs are not known', () => {
		expect(readPricedBy('{"total_price": duration}', undefined)).toBeUndefined();
		expect(readPricedBy('', undefined)).toEqual([]);
	});
});
