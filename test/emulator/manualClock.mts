import type { Clock } from '../../emulator/index.mts';

interface Timer {
	at: number;
	run: () => void;
}

/** A clock for the emulator that stands still until it is told to go on. */
export class ManualClock implements Clock {
	private timers: Timer[] = [];
	private time = Date.parse('2026-11-26T08:00:00.000Z');

	now(): number {
		return this.time;
	}

	after(ms: number, run: () => void): () => void {
		const timer = { at: this.time + ms, run };
		this.timers.push(timer);
		return () => void (this.timers = this.timers.filter((other) => other !== timer));
	}

	/** Milliseconds until each timer that is set, soonest first. */
	get pending(): number[] {
		return this.timers.map(({ at }) => at - this.time).sort((a, b) => a - b);
	}

	/** Lets so much time pass, and runs what is due by then, each at its own time. */
	advance(ms: number): void {
		const end = this.time + ms;
		for (;;) {
			const [next] = this.timers
				.filter(({ at }) => at <= end)
				.sort((one, other) => one.at - other.at);
			if (!next) break;
			this.timers = this.timers.filter((other) => other !== next);
			this.time = Math.max(this.time, next.at);
			next.run();
		}
		this.time = end;
	}
}
