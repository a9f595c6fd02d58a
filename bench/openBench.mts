import path from 'node:path';
import { ensureInstallation } from '../e2e/n8n/installation.mts';
import { runNpm } from '../e2e/n8n/runNpm.mts';
import { startPinger, type Pinger } from './measure/pinger.mts';
import { startBenchN8n, type BenchN8n } from './n8n/benchN8n.mts';
import { startStandIn, type StandIn } from './standIn/standIn.mts';

export const REPOSITORY = path.resolve(import.meta.dirname, '..');

/** What cases share: started when the first of them asks for it. */
export interface Bench {
	/** How often a short case is measured. */
	runs: number;
	/** Comparisons with the HTTP Request node end with a run that is profiled. */
	profile: boolean;
	/** How often a case is measured that takes minutes. */
	longRuns: number;
	/** The n8n that cases share which do not mind what ran in it before. */
	n8n(): Promise<BenchN8n>;
	/** One that nothing ran in yet; the caller stops it, or has it stopped. */
	freshN8n(env?: Record<string, string>): Promise<BenchN8n>;
	/** Stops something when all cases are done. */
	stopLater<T extends { stop(): Promise<void> }>(thing: T): T;
	standIn(): Promise<StandIn>;
	pinger(): Promise<Pinger>;
	/** Measures something once that several cases need. */
	once<T>(name: string, work: () => Promise<T>): Promise<T>;
	/** The node in dist/, built from the present sources. */
	built(): Promise<void>;
	/** Tells people what is going on. */
	say(text: string): void;
	close(): Promise<void>;
}

export interface BenchOptions {
	runs: number;
	profile: boolean;
	say: (text: string) => void;
}

export function openBench({ runs, profile, say }: BenchOptions): Bench {
	const shared = new Map<string, Promise<unknown>>();
	const toStop: Array<() => Promise<void>> = [];
	const once = async <T,>(name: string, work: () => Promise<T>): Promise<T> => {
		let result = shared.get(name) as Promise<T> | undefined;
		if (!result) {
			result = work();
			shared.set(name, result);
		}
		return await result;
	};
	const stopLater = <T extends { stop(): Promise<void> }>(thing: T): T => {
		toStop.push(async () => await thing.stop());
		return thing;
	};
	const built = async () =>
		await once('build', async () => void (await runNpm(REPOSITORY, ['run', 'build'])));
	const standIn = async () => await once('stand-in', async () => stopLater(await startStandIn()));
	const freshN8n = async (env?: Record<string, string>) => {
		await built();
		await ensureInstallation();
		return await startBenchN8n(await standIn(), env);
	};
	return {
		runs,
		profile,
		longRuns: Math.max(1, Math.floor(runs / 3)),
		built,
		standIn,
		freshN8n,
		stopLater,
		once,
		say,
		pinger: async () => await once('pinger', async () => stopLater(await startPinger())),
		n8n: async () =>
			await once('n8n', async () => {
				say('starting n8n');
				return stopLater(await freshN8n());
			}),
		async close() {
			for (const stop of toStop.reverse()) await stop();
		},
	};
}
