import { lineageOf, retriedExecutionOf } from '../../nodes/WaveSpeed/n8n/executionLineage.ts';

const hostWithToken = (runExecutionData?: object | null) =>
	({ getExecutionId: () => '7', runExecutionData }) as never;

describe('what an execution has in common with its retries', () => {
	it('is the token that n8n hands on to them', () => {
		expect(lineageOf(hostWithToken({ resumeToken: 'token' }))).toBe('token');
	});

	it.each([
		['draws none', {}],
		['draws an empty one', { resumeToken: '' }],
		['has something else there', { resumeToken: 7 }],
		['shows a node nothing', undefined],
		['has no data', null],
	])('is the execution alone where n8n %s', (_where, runExecutionData) => {
		expect(lineageOf(hostWithToken(runExecutionData))).toBe('7');
	});
});

const run = (startTime: number) => ({ startTime, executionIndex: 0, executionTime: 1, source: [] });
const NOW = 1_795_739_526_618;
const EARLIER = NOW - 60_000;

interface Seen {
	mode?: string;
	runData?: Record<string, Array<ReturnType<typeof run>>>;
	/** Nodes that this execution has begun with, the one under test included. */
	begun: number;
	/** What n8n noted when the first execution of a chain of retries was made. */
	establishedAt?: unknown;
}

/** What n8n 2.41.1 was seen to show a node. */
const hostOf = ({ mode = 'retry', runData = {}, begun, establishedAt }: Seen) =>
	({
		getMode: () => mode,
		getNode: () => ({ name: 'Generate' }),
		additionalData: { hooks: { retryOf: '7' }, currentNodeExecutionIndex: begun },
		runExecutionData: {
			resultData: { runData },
			executionData: { runtimeData: { establishedAt } },
		},
	}) as never;

describe('the execution that is retried', () => {
	it('may have come to the node where n8n kept nothing of it, as after Stop', () => {
		const runData = { Start: [run(NOW)], Prompts: [run(NOW)] };
		expect(retriedExecutionOf(hostOf({ runData, begun: 3 }))).toEqual({ id: '7' });
	});

	it('came to the node where the retry begins with it, and began when its first node did', () => {
		const runData = { Start: [run(EARLIER)], Prompts: [run(EARLIER + 5)] };
		expect(retriedExecutionOf(hostOf({ runData, begun: 1 }))).toEqual({
			id: '7',
			startedAt: new Date(EARLIER),
		});
	});

	it('came to the node where n8n shows it among those that were started, as after a crash', () => {
		const inSeconds = Math.floor(EARLIER / 1_000);
		const runData = {
			Start: [run(inSeconds), run(NOW)],
			Prompts: [run(inSeconds), run(NOW)],
			Generate: [],
		};
		expect(retriedExecutionOf(hostOf({ runData, begun: 3 }))).toEqual({
			id: '7',
			startedAt: new Date(inSeconds * 1_000),
		});
	});

	it('tells when the first of a chain of retries began, which n8n keeps whatever became of it', () => {
		const runData = { Start: [run(NOW)], Prompts: [run(NOW)] };
		expect(retriedExecutionOf(hostOf({ runData, begun: 3, establishedAt: EARLIER }))).toEqual({
			id: '7',
			firstBeganAt: new Date(EARLIER),
		});
	});

	it('never came to the node where it failed at an earlier one', () => {
		const runData = { Start: [run(EARLIER)], Prompts: [run(NOW)] };
		expect(retriedExecutionOf(hostOf({ runData, begun: 2 }))).toBeUndefined();
	});

	it('is none where this is no retry', () => {
		expect(retriedExecutionOf(hostOf({ mode: 'webhook', begun: 1 }))).toBeUndefined();
	});

	describe.each([
		['no data of its own', { runExecutionData: undefined }],
		['no results', { runExecutionData: { executionData: undefined, resultData: undefined } }],
		['no runtime data', { runExecutionData: { executionData: {} } }],
		['nothing beside it', { additionalData: undefined }],
		['no hooks', { additionalData: { currentNodeExecutionIndex: 3 } }],
		['a name that is none', { additionalData: { hooks: { retryOf: 7 } } }],
		['an empty name', { additionalData: { hooks: { retryOf: '' } } }],
	])('in an n8n that has %s', (_what, host) => {
		it('may have come to the node, and nobody knows which it was or when', () => {
			const retried = retriedExecutionOf({ ...(hostOf({ begun: 3 }) as object), ...host } as never);
			expect(retried).toEqual('additionalData' in host ? {} : { id: '7' });
		});
	});

	it('is none where n8n does not say how it was started', () => {
		const host = { ...(hostOf({ begun: 1 }) as object), getMode: undefined };
		expect(retriedExecutionOf(host as never)).toBeUndefined();
	});

	it.each([[0], [-5], ['soon'], [undefined]])('did not begin at %j', (start) => {
		const runData = { Start: [run(start as never)], Prompts: [run(EARLIER)] };
		expect(retriedExecutionOf(hostOf({ runData, begun: 1 }))).toEqual({
			id: '7',
			startedAt: new Date(EARLIER),
		});
	});
});
