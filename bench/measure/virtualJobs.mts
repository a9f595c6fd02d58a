import { run } from '../../test/faults/runWithoutEngine.mts';
import { seeded } from '../../test/virtualTime.mts';

export interface VirtualJob {
	jobMs: number;
	/** Submission, and every question for the result. */
	requests: number;
	/** From its end to the question that saw it. */
	lateMs: number;
}

/**
 * Generate and Wait with jobs that run one after another, on a clock that jumps: minutes take
 * milliseconds. All are of one model, so that the later ones find what the node has learned.
 */
export async function runVirtualJobs(
	jobsMs: readonly number[],
	seed: number,
): Promise<VirtualJob[]> {
	const jobs: Array<VirtualJob & { endsAt: number; noticed: boolean }> = [];
	await run(
		{},
		{
			prompts: jobsMs.map((_, index) => `prompt ${index}`),
			options: { maxInFlight: 1, timeout: 3_600, downloadOutputs: false },
			random: seeded(seed),
			prepare(api, time) {
				const { request } = api;
				api.request = async (sent) => {
					const { pathname } = new URL(sent.url);
					const [, id] = /\/predictions\/([^/]+)\/result$/.exec(pathname) ?? [];
					const place = api.predictions.findIndex((one) => one.id === id);
					const job = jobs[place];
					if (job) {
						job.requests++;
						const ended = time.now() >= job.endsAt;
						// The API counts looks; here the clock decides.
						api.predictions[place]!.looksLeft = ended ? 1 : 2;
						if (ended && !job.noticed)
							Object.assign(job, { noticed: true, lateMs: time.now() - job.endsAt });
					}
					const answer = await request(sent);
					// Whichever request it was: the price of one job is asked for beside the next submission.
					if (api.predictions.length > jobs.length) {
						const jobMs = jobsMs[jobs.length] as number;
						jobs.push({
							jobMs,
							endsAt: time.now() + jobMs,
							requests: 1,
							lateMs: NaN,
							noticed: false,
						});
					}
					return answer;
				};
			},
		},
	);
	const unseen = jobs.filter(({ noticed }) => !noticed);
	if (jobs.length !== jobsMs.length || unseen.length > 0)
		throw new Error(
			`${jobs.length} of ${jobsMs.length} jobs were submitted, ${unseen.length} never seen to end`,
		);
	return jobs;
}
