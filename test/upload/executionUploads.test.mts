import type { IExecutePaginationFunctions } from 'n8n-workflow';

import { ExecutionUploads } from '../../nodes/WaveSpeed/upload/executionUploads.ts';

const DAY = 24 * 60 * 60 * 1_000;
const NOW = new Date('2026-11-22T12:00:00Z');
const after = (ms: number) => new Date(NOW.getTime() + ms);

/** The node context of an execution, as the node's runs see it. */
function runsOfANode(context = {}): (run: number, baseUrl?: string) => ExecutionUploads {
	return (run, baseUrl = 'https://api.example') =>
		new ExecutionUploads(
			{
				getContext: () => context,
				getExecuteData: () => undefined,
				runIndex: run,
			} as unknown as IExecutePaginationFunctions,
			baseUrl,
		);
}

const uploaded = { url: 'https://files.example/a.png', type: 'image' };

describe('the memory of uploads', () => {
	it('finds the same content again, in a second try and in a loop', () => {
		const memory = runsOfANode();
		memory(0).remember('aa', uploaded, NOW);
		expect(memory(0).recall('aa', after(1_000))).toEqual(uploaded);
		expect(memory(1).recall('aa', after(1_000))).toEqual(uploaded);
		expect(memory(0).recall('bb', after(1_000))).toBeUndefined();
	});

	it('is another one for another API', () => {
		const memory = runsOfANode();
		memory(0).remember('aa', uploaded, NOW);
		expect(memory(0, 'http://127.0.0.1:1').recall('aa', NOW)).toBeUndefined();
	});

	it('forgets what WaveSpeed may have deleted', () => {
		const memory = runsOfANode();
		memory(0).remember('aa', uploaded, NOW);
		expect(memory(0).recall('aa', after(5.9 * DAY))).toEqual(uploaded);
		expect(memory(0).recall('aa', after(6.1 * DAY))).toBeUndefined();
	});

	it('does not grow with the iterations of a loop, but keeps what is in use', () => {
		const memory = runsOfANode();
		memory(0).remember('reference', uploaded, NOW);
		memory(0).remember('once', uploaded, NOW);
		for (let run = 1; run <= 100; run++) {
			memory(run).recall('reference', NOW);
			memory(run).remember(`of run ${run}`, uploaded, NOW);
		}
		expect(memory(100).recall('reference', NOW)).toEqual(uploaded);
		expect(memory(100).recall('once', NOW)).toBeUndefined();
		expect(memory(100).recall('of run 50', NOW)).toBeUndefined();
		expect(memory(100).recall('of run 99', NOW)).toEqual(uploaded);
	});

	it.each([
		['no address', { url: 7 }],
		['no kind', { type: undefined }],
		['a time that is none', { since: 'yesterday' }],
		['no run', { run: 'first' }],
	])('passes over an entry with %s, and takes it out in the next run', (_what, damage) => {
		const context: { waveSpeedUploads?: { files: Record<string, object> } } = {};
		const memory = runsOfANode(context);
		memory(0).remember('aa', uploaded, NOW);
		const files = context.waveSpeedUploads!.files;
		for (const known of Object.values(files)) Object.assign(known, damage);
		expect(memory(0).recall('aa', NOW)).toBeUndefined();
		memory(1).remember('bb', uploaded, NOW);
		expect(Object.keys(files)).toHaveLength(1);
		expect(memory(1).recall('bb', NOW)).toEqual(uploaded);
	});

	it.each([
		['a text', 'uploads'],
		['what another version has written', { version: 2, files: {} }],
		['what the version before has written', { abc: { ...uploaded, since: 'then', run: 0 } }],
	])('begins anew where it finds %s', (_what, waveSpeedUploads) => {
		const context = { waveSpeedUploads };
		const memory = runsOfANode(context);
		expect(memory(0).recall('aa', NOW)).toBeUndefined();
		memory(0).remember('aa', uploaded, NOW);
		expect(memory(0).recall('aa', NOW)).toEqual(uploaded);
		expect(context.waveSpeedUploads).toMatchObject({ version: 1 });
	});
});
