import {
	InputError,
	namingPrediction,
	PredictionFailedError,
} from '../../nodes/WaveSpeed/errors/errorClasses.ts';

const MEGABYTE = 1024 * 1024;

describe('an error', () => {
	const error = new InputError('It is wrong.', { reason: 'invalidInput', field: 'size' }, 'why', 2);

	it('stays as it is when another one is made of it', () => {
		const other = error.with({
			message: (own) => `${own} Mend it.`,
			details: { field: 'prompt', model: 'a/b' },
			itemIndex: 3,
		});
		expect(other).toBeInstanceOf(InputError);
		expect(other).toMatchObject({
			name: 'InputError',
			message: 'It is wrong. Mend it.',
			description: 'why',
			itemIndex: 3,
			details: { reason: 'invalidInput', field: 'prompt', model: 'a/b' },
		});
		expect(error).toMatchObject({
			message: 'It is wrong.',
			itemIndex: 2,
			details: { reason: 'invalidInput', field: 'size' },
		});
		expect(error.with({}).details).toEqual(error.details);
	});

	it('names its prediction, once', () => {
		const failed = new PredictionFailedError('It failed.', { reason: 'predictionFailed' });
		const named = namingPrediction(failed, 'abc');
		expect(named).toMatchObject({
			message: 'It failed. The prediction is abc.',
			details: { predictionId: 'abc' },
		});
		expect(namingPrediction(named, 'abc')).toBe(named);
		expect(namingPrediction(named, 'other').details.predictionId).toBe('abc');
		expect(namingPrediction(failed, undefined)).toBe(failed);
	});

	it('has a short message whatever was put into it, with what happened and what to do', () => {
		const long = new InputError(
			`The input “${'x'.repeat(10 * MEGABYTE)}” is wrong. Nothing was sent.`,
			{
				reason: 'invalidInput',
			},
		);
		expect(long.message.length).toBeLessThanOrEqual(2_500);
		expect(long.message).toMatch(/^The input “x+ … x+” is wrong\. Nothing was sent\.$/);
		expect(long.with({ message: (own) => own.repeat(9) }).message.length).toBeLessThanOrEqual(
			2_500,
		);
	});

	it('has bounded details, and keeps every id and address in them', () => {
		const address = `https://files.test/a.mp4?sig=${'s'.repeat(2_000)}`;
		const others = Array.from({ length: 10_000 }, (_, item) => ({
			item,
			predictionId: `id${item}`,
		}));
		let deep: unknown = 'x';
		for (let level = 0; level < 1_000; level++) deep = { deep };
		const { details } = new InputError('x', {
			reason: 'invalidInput',
			outputs: [address, 'A'.repeat(30 * MEGABYTE)],
			otherPredictions: others,
			deep,
		});
		expect(details.outputs).toEqual([
			address,
			expect.stringMatching(/^A+… \(31457280 characters\)$/),
		]);
		expect(details.otherPredictions).toEqual(others);
		expect(JSON.stringify(details.deep).length).toBeLessThan(200);
	});

	it('keeps the fields of the incoming item as they are, however long or deep', () => {
		let deep: unknown = 'x';
		for (let level = 0; level < 20; level++) deep = { deep };
		const inputFields = { created_at: new Date(0), article: 'word '.repeat(10_000), deep };
		const { details } = new InputError('x', { reason: 'invalidInput' }).with({
			details: { inputFields },
		});
		expect(details).toEqual({ reason: 'invalidInput', inputFields });
		expect((details.inputFields as typeof inputFields).created_at).toBeInstanceOf(Date);
	});
});

const named = (message: string, predictionId?: string) => {
	const error = new InputError(message, { reason: 'nodeSettings', predictionId });
	const { message: words, details } = namingPrediction(error, 'p1');
	return { words, predictionId: details.predictionId };
};

describe('an error after a submission', () => {
	it.each([
		['names it in its words and its details', 'It broke.', undefined],
		['names it in its details, where its words do already', 'p1 broke.', undefined],
		['names it in its words, where its details do already', 'It broke.', 'p1'],
		['names its own rather than another', 'It broke.', 'p7'],
		['stays as it is where it names its own already', 'p7 broke.', 'p7'],
	])('%s', (_what, message, own) => {
		const id = own ?? 'p1';
		const words = message.includes(id) ? message : `It broke. The prediction is ${id}.`;
		expect(named(message, own)).toEqual({ words, predictionId: id });
	});

	it('stays as it is where there is no prediction', () => {
		const error = new InputError('It broke.', { reason: 'nodeSettings' });
		expect(namingPrediction(error, undefined)).toBe(error);
	});
});
