import { RESUMES_RUN, runIndexOf } from '../../nodes/WaveSpeed/n8n/runIndex.ts';

const hostOf = (host: object, told?: number, metadata?: object) =>
	({
		getExecuteData: () => ({ metadata }),
		getItemIndex: () => 0,
		getWorkflowDataProxy: () => ({ $runIndex: told }),
		...host,
	}) as never;

describe('which run of the node in its execution it is', () => {
	it('is what n8n counts', () => {
		expect(runIndexOf(hostOf({ runIndex: 3 }, 4))).toBe(3);
	});

	it.each([
		[4, 4],
		[undefined, 0],
	])('is what expressions are told where the context does not say (%p)', (told, index) => {
		expect(runIndexOf(hostOf({}, told))).toBe(index);
		expect(runIndexOf(hostOf({ getExecuteData: () => undefined }, told))).toBe(index);
	});

	it('is that of the run that was parked, whatever n8n counts', () => {
		expect(runIndexOf(hostOf({ runIndex: 3 }, 4, { [RESUMES_RUN]: 1 }))).toBe(1);
		expect(runIndexOf(hostOf({ runIndex: 3 }, 4, { [RESUMES_RUN]: undefined }))).toBe(3);
	});
});
