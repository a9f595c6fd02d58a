import { readFile, writeFile } from 'node:fs/promises';

/** Linux keeps these numbers for every process; no other system does. */
export const canMeasureMemory = process.platform === 'linux';

/** What a process holds now and the most it ever held, in bytes. */
export async function memoryOf(pid: number): Promise<{ now: number; peak: number }> {
	const status = await readFile(`/proc/${pid}/status`, 'utf8');
	return { now: read(status, 'VmRSS'), peak: read(status, 'VmHWM') };
}

/** Makes the peak start again from what the process holds now. */
export async function resetPeakMemory(pid: number): Promise<void> {
	await writeFile(`/proc/${pid}/clear_refs`, '5');
}

function read(status: string, field: string): number {
	const kilobytes = new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1];
	if (!kilobytes) throw new Error(`The process status does not tell ${field}`);
	return Number(kilobytes) * 1024;
}
