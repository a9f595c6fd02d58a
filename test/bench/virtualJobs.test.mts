import { runVirtualJobs } from '../../bench/measure/virtualJobs.mts';

describe('jobs on the bench’s virtual clock', () => {
	test('are seen after their end, with at least one question each, and one after another', async () => {
		const jobsMs = [5_000, 300_000, 20_000];
		const jobs = await runVirtualJobs(jobsMs, 1);
		expect(jobs.map(({ jobMs }) => jobMs)).toEqual(jobsMs);
		for (const { requests, lateMs } of jobs) {
			expect(requests).toBeGreaterThanOrEqual(2);
			expect(lateMs).toBeGreaterThanOrEqual(0);
			expect(lateMs).toBeLessThan(60_000);
		}
	});

	test('give the same figures for the same seed', async () => {
		expect(await runVirtualJobs([40_000, 40_000], 7)).toEqual(
			await runVirtualJobs([40_000, 40_000], 7),
		);
	});
});
