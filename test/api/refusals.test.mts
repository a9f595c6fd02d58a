import { CallFailure } from '../../nodes/WaveSpeed/api/callFailure.ts';
import { isMissingCredit, isModelGone } from '../../nodes/WaveSpeed/api/refusals.ts';

const refused = (status?: number, serverMessage?: string) =>
	new CallFailure('refused', { status, serverMessage });

describe('a refusal', () => {
	it.each([
		[400, 'model a/b not found or offline'],
		[404, 'No such model'],
		[410, 'The model was retired'],
		[422, 'This model is no longer supported'],
	])('with HTTP %i and “%s” is about a model that is gone', (status, words) => {
		expect(isModelGone(refused(status, words))).toBe(true);
	});

	it.each([
		[403, 'This model has been withdrawn'],
		[500, 'model offline'],
		[undefined, 'model offline'],
		[400, 'voice not found'],
		[400, 'the model wants a longer prompt'],
		[404, undefined],
	])('with HTTP %p and “%s” is not', (status, words) => {
		expect(isModelGone(refused(status, words))).toBe(false);
	});

	it('is about credit where it says so, and not where it says nothing', () => {
		expect(isMissingCredit(refused(402))).toBe(true);
		expect(isMissingCredit(refused(400, 'Insufficient balance'))).toBe(true);
		expect(isMissingCredit(refused(400))).toBe(false);
	});
});
