import { explainFailure } from '../../nodes/WaveSpeed/api/apiErrors.ts';
import { CallFailure } from '../../nodes/WaveSpeed/api/callFailure.ts';

const AT = { baseUrl: 'https://api.test', secrets: [] };
const MODEL = 'openai/sora-2/text-to-video';

describe('a call about a model', () => {
	const gone = new CallFailure('refused', { status: 400, serverMessage: 'model is offline' });

	it('that WaveSpeed has no more says so, and what there is instead', () => {
		const { message, details } = explainFailure(gone, { ...AT, model: MODEL });
		expect(message).toMatch(
			/^WaveSpeed has no model openai\/sora-2\/text-to-video, or no longer has it/,
		);
		expect(message).toContain('from time to time. Choose one from the list');
		expect(details).toMatchObject({ reason: 'modelNotFound', model: MODEL });
		const livingModels = 'Its family has a/b.';
		expect(explainFailure(gone, { ...AT, model: MODEL, livingModels }).message).toContain(
			'from time to time. Its family has a/b. Choose one from the list',
		);
	});

	it('speaks of the model only where one was asked for, and no prediction of it was made', () => {
		const reasonAt = (at: object) => explainFailure(gone, { ...AT, ...at }).details.reason;
		expect(reasonAt({})).toBe('refused');
		expect(reasonAt({ model: MODEL, predictionId: 'a1' })).toBe('refused');
	});
});

it('an answer without data says what came only where that is known', () => {
	const told = (came?: string) =>
		explainFailure(new CallFailure('unreadable', { got: 'noData', came }), AT).message;
	expect(told('an empty list')).toContain('it sent an empty list.');
	expect(told()).toContain('sent something other than an answer of the WaveSpeed API.');
});

describe('a prediction that is not found', () => {
	const told = (predictionId: string) =>
		explainFailure(new CallFailure('refused', { status: 404 }), { ...AT, predictionId });

	it.each([
		'ded09b4c',
		'DED09B4C',
		'00000000',
		'a-lighthouse-at-dusk-ded09b4c',
		'kite-v2-ded09b4c-3',
	])('under %s is told where its whole id stands, since files are named so', (id) => {
		const { message, details } = told(id);
		expect(message).toMatch(
			`WaveSpeed knows no prediction ${id}. This looks like the end of a file`,
		);
		expect(message).toContain('under “From List”');
		expect(details).toMatchObject({ reason: 'predictionNotFound', predictionId: id });
	});

	it.each([
		'ded09b4',
		'ded09b4c9',
		'-ded09b4c',
		'zzzzzzzz',
		'ded09b4z',
		'd',
		'kite-ded09b4',
		'550e8400-e29b-41d4-a716-446655440000',
	])('under %s is told how long predictions are kept', (id) => {
		expect(told(id).message).toContain('predictions are kept for 7 days');
	});
});
