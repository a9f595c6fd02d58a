import { cores, machineTime } from './processorTime.mts';

/** Watches what else the machine is busy with. Call the result at the end: the share of all cores, 0 to 1. */
export function watchOtherLoad(): () => number {
	const before = machineTime();
	const began = performance.now();
	return () => {
		const after = machineTime();
		const busy = after.busy - before.busy;
		const ours = after.ours - before.ours;
		return Math.max(0, (busy - ours) / ((performance.now() - began) * cores));
	};
}
