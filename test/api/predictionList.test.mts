import {
	predictionListCall,
	readPredictionList,
	saysNothingFollows,
} from '../../nodes/WaveSpeed/api/predictionList.ts';

describe('a page of the account’s predictions', () => {
	it('is asked for with its inputs, and narrowed by nothing that was not given', () => {
		expect(predictionListCall({}, 1).body).toStrictEqual({
			page: 1,
			page_size: 100,
			include_inputs: true,
		});
	});

	it('is narrowed by everything that was given, in the API’s own words', () => {
		const filters = {
			model: 'a/b',
			status: 'completed',
			createdAfter: '2026-11-22T10:00:00Z',
			createdBefore: '2026-11-23T10:00:00Z',
		};
		expect(predictionListCall(filters, 2, 5)).toMatchObject({
			method: 'POST',
			path: '/api/v3/predictions',
			body: {
				page: 2,
				page_size: 5,
				model: 'a/b',
				status: 'completed',
				created_after: '2026-11-22T10:00:00Z',
				created_before: '2026-11-23T10:00:00Z',
			},
		});
	});

	it.each([[{ page: 1 }], [{ items: null }], [{ items: 'none' }]])(
		'is not in %j, which would look like nothing made',
		(data) => {
			expect(() => readPredictionList(data)).toThrow(
				expect.objectContaining({
					kind: 'unreadable',
					facts: { got: 'noData', came: expect.any(String) },
				}),
			);
		},
	);

	it.each([
		[{ has_more: false }, true],
		[{ has_more: true }, false],
		[{ total: 10 }, true],
		[{ total: '10' }, true],
		[{ total: 11 }, false],
		[{ total: 11, has_more: false }, true],
		[{}, false],
	])('with %j is the last one after ten predictions: %p', (data, isLast) => {
		expect(saysNothingFollows(data, 10)).toBe(isLast);
	});
});
