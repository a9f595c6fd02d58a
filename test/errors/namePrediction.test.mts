import { InputError } from '../../nodes/WaveSpeed/errors/errorClasses.ts';
import { namingPrediction } from '../../nodes/WaveSpeed/errors/namePrediction.ts';

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
