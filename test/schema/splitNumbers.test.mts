import { coerceInput, findInputProblems } from '../../nodes/WaveSpeed/schema/findInputProblems.ts';
import { modelFrom } from '../models/modelFrom.mts';

const model = modelFrom({
	whole: { type: 'array', items: { type: 'integer' } },
	any: { type: 'array', items: { type: 'number' } },
});
const messagesFor = (input: Record<string, unknown>) =>
	findInputProblems(model, coerceInput(model, input)).map(({ message }) => message);

describe('the text of a list of numbers', () => {
	it.each<[string, string, number[]]>([
		['whole', '5', [5]],
		['whole', '5,10', [5, 10]],
		['whole', '5, 10,15', [5, 10, 15]],
		['whole', '5,10\n15,20', [5, 10, 15, 20]],
		['any', '5, 10', [5, 10]],
		['any', '5,10,15', [5, 10, 15]],
		['any', '0.5,0.7', [0.5, 0.7]],
		['any', '0.5, 0.7', [0.5, 0.7]],
		['any', '0,5\n0,7', [0.5, 0.7]],
		['any', '5\n10', [5, 10]],
		['any', ' 5, 10, ', [5, 10]],
	])('%s %j is %j', (name, text, numbers) => {
		expect(coerceInput(model, { [name]: text })).toEqual({ [name]: numbers });
		expect(messagesFor({ [name]: text })).toEqual([]);
	});

	it.each(['5,10', '0,5', '0,5, 0,7', '1,000'])(
		'%j could be several things, so it is refused, and shown how to write it',
		(text) => {
			const [message, ...others] = messagesFor({ any: text });
			expect(others).toEqual([]);
			expect(message).toContain(`but is “${text}”. Write it as JSON, such as [5, 10].`);
		},
	);

	it.each(['5, ten', '5; 10'])('%j has something else in it, and is refused', (text) => {
		expect(messagesFor({ any: text })).toHaveLength(1);
		expect(messagesFor({ whole: text })).toHaveLength(1);
	});

	it('may be a megabyte of commas, blanks or lines', () => {
		for (const unit of ['5,', ', ', '5\n', '5,5\n'])
			expect(
				messagesFor({ any: unit.repeat(1_000_000 / unit.length) }).join('').length,
			).toBeLessThan(20_000);
	});
});
