import { MODEL } from '../faults/scriptedApi.mts';

/** A prediction as the account's list and its result show it, completed the day before. */
export const row = (changes: object = {}) => ({
	id: 'a'.repeat(32),
	model: MODEL,
	input: { prompt: 'a' },
	created_at: '2026-11-21T12:00:00.000Z',
	status: 'completed',
	outputs: ['text'],
	...changes,
});
