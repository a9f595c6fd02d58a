import type { Time } from '../../nodes/WaveSpeed/time.ts';

interface Appointment {
	at: number;
	order: number;
	keep: () => void;
}

/**
 * Time that passes only when nothing else can happen: whoever waits longest for the least is woken
 * next, so that hours of waiting take milliseconds and every run of a seed is the same.
 */
export class VirtualTime implements Time {
	private current = 0;
	private order = 0;
	private readonly appointments: Appointment[] = [];
	private going = false;

	/** @param random from 0 (inclusive) to 1 (exclusive) */
	constructor(
		readonly random: () => number,
		/** Between two wake-ups: lets everything happen that needs no time. */
		private readonly settle: (go: () => void) => void = setImmediate,
	) {}

	now = (): number => this.current;

	date = (): Date => new Date(Date.UTC(2026, 10, 22) + this.current);

	sleep = async (ms: number, signal?: AbortSignal): Promise<void> =>
		await new Promise((resolve) => {
			if (signal?.aborted) return resolve();
			const appointment = this.appoint(ms, () => {
				signal?.removeEventListener('abort', early);
				resolve();
			});
			const early = () => {
				this.cancel(appointment);
				resolve();
			};
			signal?.addEventListener('abort', early, { once: true });
		});

	timeout = (ms: number): AbortSignal => {
		const controller = new AbortController();
		this.appoint(ms, () => controller.abort());
		return controller.signal;
	};

	private appoint(ms: number, keep: () => void): Appointment {
		const appointment = { at: this.current + Math.max(0, ms), order: this.order++, keep };
		this.appointments.push(appointment);
		this.go();
		return appointment;
	}

	private cancel(appointment: Appointment): void {
		const place = this.appointments.indexOf(appointment);
		if (place >= 0) this.appointments.splice(place, 1);
	}

	private go(): void {
		if (this.going) return;
		this.going = true;
		this.settle(() => {
			this.going = false;
			const next = this.appointments.reduce<Appointment | undefined>(
				(first, one) =>
					first && (first.at - one.at || first.order - one.order) <= 0 ? first : one,
				undefined,
			);
			if (!next) return;
			this.cancel(next);
			this.current = Math.max(this.current, next.at);
			next.keep();
			if (this.appointments.length > 0) this.go();
		});
	}
}

/** A small generator of random numbers (mulberry32): the same numbers for the same seed. */
export function seeded(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}
