import { lineageOf } from '../../nodes/WaveSpeed/n8n/executionLineage.ts';

const hostOf = (runExecutionData?: object | null) =>
	({ getExecutionId: () => '7', runExecutionData }) as never;

describe('what an execution has in common with its retries', () => {
	it('is the token that n8n hands on to them', () => {
		expect(lineageOf(hostOf({ resumeToken: 'token' }))).toBe('token');
	});

	it.each([
		['draws none', {}],
		['draws an empty one', { resumeToken: '' }],
		['has something else there', { resumeToken: 7 }],
		['shows a node nothing', undefined],
		['has no data', null],
	])('is the execution alone where n8n %s', (_where, runExecutionData) => {
		expect(lineageOf(hostOf(runExecutionData))).toBe('7');
	});
});
