import { canMeasureMemory, memoryOf, resetPeakMemory } from './peakMemory.mts';

const MEGABYTE = 1024 * 1024;

/** Runs `work` and tells how far the process's memory rose above where it was before. */
export async function peakGrowth<T>(
	pid: number,
	work: () => Promise<T>,
): Promise<{ result: T; growth: string }> {
	if (!canMeasureMemory) return { result: await work(), growth: 'not measurable here' };
	await resetPeakMemory(pid);
	const before = (await memoryOf(pid)).now;
	const result = await work();
	const grown = (await memoryOf(pid)).peak - before;
	return { result, growth: `${Math.round(grown / MEGABYTE)} MB` };
}
