/** Tells a person that something long is still going on. One line at a time. */
export interface Progress {
	/** Starts a phase; `measure` is asked for each line and may add how far it is ("412 of 1,111"). */
	phase(name: string, measure?: () => Promise<string>): void;
	/** Says something once, on a line of its own. */
	note(text: string): void;
	/** Ends the running phase and prints what it took. */
	done(): void;
}

const TERMINAL_INTERVAL_MS = 1_000;
/** A log that is read later needs proof of life, not an animation. */
const LOG_INTERVAL_MS = 15_000;

/**
 * Progress on a stream: on a terminal one line that is rewritten every second, elsewhere a new
 * line every 15 seconds.
 */
export function createProgress(stream: NodeJS.WriteStream = process.stderr): Progress {
	const terminal = stream.isTTY === true;
	let running: { name: string; startedMs: number; timer: NodeJS.Timeout } | undefined;

	/** @param final ends the line; any other is rewritten by the next, so it must not wrap */
	const print = (text: string, final: boolean) => {
		if (!terminal) stream.write(`${text}\n`);
		else if (final) stream.write(`\r\x1b[2K${text}\n`);
		else stream.write(`\r\x1b[2K${text.slice(0, (stream.columns || 80) - 1)}`);
	};

	const done = () => {
		if (!running) return;
		clearInterval(running.timer);
		print(`  ${running.name}: done in ${elapsed(running.startedMs)}`, true);
		running = undefined;
	};

	return {
		phase(name, measure) {
			done();
			const startedMs = performance.now();
			const tick = async () => {
				const detail = measure ? await measure().catch(() => '') : '';
				if (running?.startedMs !== startedMs) return;
				print(`  ${name}${detail ? `, ${detail}` : ''} (${elapsed(startedMs)})`, false);
			};
			const timer = setInterval(tick, terminal ? TERMINAL_INTERVAL_MS : LOG_INTERVAL_MS);
			timer.unref();
			running = { name, startedMs, timer };
			print(`  ${name} …`, false);
		},
		note: (text) => print(`  ${text}`, true),
		done,
	};
}

/** "8 s", "3 min 05 s": how long ago `startedMs` of performance.now() was. */
export function elapsed(startedMs: number): string {
	const seconds = Math.round((performance.now() - startedMs) / 1000);
	if (seconds < 60) return `${seconds} s`;
	return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
}
