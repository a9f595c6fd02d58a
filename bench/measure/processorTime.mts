import { readdirSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';

/** Linux counts in hundredths of a second for every process, whatever its clock's rate is. */
const TICK_MS = 10;

/** Processor time that a process with all its threads has used, in ms. */
export function processorTime(pid: number): number {
	const { own } = statOf(pid);
	return own;
}

/** What the machine's cores have done since it started, and what of it this process and its children did, in ms. */
export function machineTime(): { busy: number; ours: number } {
	const [, user = 0, nice = 0, system = 0, , , , , steal = 0] = readFileSync('/proc/stat', 'utf8')
		.split('\n', 1)[0]!
		.split(/\s+/)
		.map(Number);
	return { busy: (user + nice + system + steal) * TICK_MS, ours: timeOfFamily(process.pid) };
}

export const cores = cpus().length;

function timeOfFamily(root: number): number {
	const all = readdirSync('/proc')
		.filter((name) => /^\d+$/.test(name))
		.flatMap((name) => {
			try {
				return [{ pid: Number(name), ...statOf(Number(name)) }];
			} catch {
				// It has ended since the folder was read.
				return [];
			}
		});
	const family = new Set([root]);
	// Children have higher numbers than their parents but for a wrap-around, so a few rounds settle it.
	for (let size = 0; size !== family.size; ) {
		size = family.size;
		for (const { pid, parent } of all) if (family.has(parent)) family.add(pid);
	}
	return all
		.filter(({ pid }) => family.has(pid))
		.reduce((sum, { own, ofEndedChildren }) => sum + own + ofEndedChildren, 0);
}

function statOf(pid: number): { parent: number; own: number; ofEndedChildren: number } {
	const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
	// The name in brackets may hold spaces; after it come state, parent, …
	const fields = text
		.slice(text.lastIndexOf(')') + 2)
		.split(' ')
		.map(Number);
	const at = (index: number): number => fields[index] ?? 0;
	return {
		parent: at(1),
		own: (at(11) + at(12)) * TICK_MS,
		ofEndedChildren: (at(13) + at(14)) * TICK_MS,
	};
}
