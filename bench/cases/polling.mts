import type { Case } from '../case.mts';
import { runVirtualJobs } from '../measure/virtualJobs.mts';
import { mean } from '../statistics.mts';
import { seeded } from '../../test/virtualTime.mts';

const SEEDS = 20;
/** "After a model has been seen some times." */
const LEARNING_JOBS = 5;
const MEASURED_JOBS = 10;
const JOB_SECONDS = [5, 10, 20, 40, 80, 150, 300, 600];
/** Two runs of one model with one input rarely differ by more. */
const VARIATION = 0.1;

export const polls300s: Case = {
	name: 'polls-300s',
	measures: 'requests for one job of 300 s of a model nobody has run yet, on a virtual clock',
	unit: 'requests',
	goal: { of: 'value', atMost: 30 },
	kind: 'count',
	async measure() {
		const counts: number[] = [];
		const learned: number[] = [];
		for (let seed = 1; seed <= SEEDS; seed++) {
			const jobs = await runVirtualJobs(
				Array.from({ length: LEARNING_JOBS + 1 }, () => 300_000),
				seed,
			);
			counts.push(jobs[0]?.requests ?? NaN);
			learned.push(jobs.at(-1)?.requests ?? NaN);
		}
		return {
			pairs: [{ value: Math.max(...counts) }],
			otherLoad: 0,
			note: `the most of ${SEEDS} sequences of chance; once the model is known ${Math.max(...learned)}`,
		};
	},
};

export const overshoot: Case = {
	name: 'overshoot',
	measures: `from a job's end to its notice, as a share of the job; mean over jobs of ${JOB_SECONDS.join(', ')} s that vary by ${VARIATION * 100} % after ${LEARNING_JOBS} such jobs, on a virtual clock`,
	unit: '%',
	goal: { of: 'value', atMost: 5 },
	kind: 'count',
	async measure() {
		const shares = await Promise.all(
			JOB_SECONDS.map(async (seconds, index) => {
				const random = seeded(index + 1);
				const jobs = Array.from(
					{ length: LEARNING_JOBS + MEASURED_JOBS },
					() => 1_000 * seconds * (1 + VARIATION * (2 * random() - 1)),
				);
				const seen = await runVirtualJobs(jobs, index + 1);
				const share = seen.slice(LEARNING_JOBS).map(({ lateMs, jobMs }) => (100 * lateMs) / jobMs);
				return { seconds, share: mean(share) };
			}),
		);
		return {
			pairs: [{ value: mean(shares.map(({ share }) => share)) }],
			otherLoad: 0,
			note: shares.map(({ seconds, share }) => `${seconds} s: ${share.toFixed(1)} %`).join(', '),
		};
	},
};
