/** What n8n stores of a parked execution, with nothing in it but its times. */
export const STORED_PARKED_STATE = {
	version: 2,
	executionId: '1',
	runIndex: 0,
	since: '2026-11-22T10:00:00.000Z',
	parkedAt: '2026-11-22T10:00:00.000Z',
	until: '2026-11-22T10:20:00.000Z',
};
