import path from 'node:path';
import { startChildProgram } from '../childProgram.mts';
import type { Counts, StandInEvent, StandInSettings } from './settings.mts';

/** An API that answers at once, in a process of its own. */
export interface StandIn {
	/** Base URL for a credential. */
	url: string;
	pid: number;
	/** Sets what is named, everything else to its default, and counts from 0 again. */
	configure(settings?: Partial<StandInSettings>): Promise<void>;
	counts(): Promise<Counts>;
	/** What happened since the last `configure`. */
	events(): readonly StandInEvent[];
	/** Resolves when that many marks have arrived since the last `configure`. */
	marks(count: number, withinMs: number): Promise<StandInEvent[]>;
	/** Jobs that are to be reported to somebody. */
	waitingForCallback(): Promise<number>;
	/** Ends those jobs and reports them, one after another with a pause between. */
	callBack(everyMs: number): Promise<number>;
	stop(): Promise<void>;
}

export async function startStandIn(): Promise<StandIn> {
	const child = await startChildProgram(path.join(import.meta.dirname, 'serve.mts'));
	let seen: StandInEvent[] = [];
	let look = (): void => undefined;
	child.onEvent((event) => {
		seen.push(event as StandInEvent);
		look();
	});
	const url = await child.call<string>('origin');
	return {
		url,
		pid: child.pid,
		async configure(settings = {}) {
			await child.call('configure', settings);
			seen = [];
		},
		counts: async () => await child.call('counts'),
		events: () => seen,
		marks: async (count, withinMs) =>
			await new Promise((resolve, reject) => {
				const tooLate = setTimeout(
					() => reject(new Error(`Not ${count} marks within ${withinMs / 1_000} s`)),
					withinMs,
				);
				look = () => {
					const marks = seen.filter(({ kind }) => kind === 'mark');
					if (marks.length < count) return;
					clearTimeout(tooLate);
					look = () => undefined;
					resolve(marks);
				};
				look();
			}),
		waitingForCallback: async () => await child.call('waitingForCallback'),
		callBack: async (everyMs) => await child.call('callBack', { everyMs }),
		stop: async () => await child.stop(),
	};
}
