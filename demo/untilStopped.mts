type Ending = () => Promise<void>;

/** Ctrl+C in a terminal, `kill`, and a terminal that is closed. */
const SIGNALS: NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Runs `work` until it is done, fails or is told to stop by a signal, whichever is first, and then
 * ends everything it registered, last begun first.
 *
 * @param work gets a function that registers how to end what it has just begun
 * @returns true when it was a signal; the work then stands where it was, so the process should exit
 */
export async function untilStopped(
	work: (onStop: (ending: Ending) => void) => Promise<void>,
): Promise<boolean> {
	const endings: Ending[] = [];
	let stop: () => void = () => undefined;
	const stopped = new Promise<void>((resolve) => (stop = resolve));
	for (const signal of SIGNALS) process.on(signal, stop);
	let bySignal = false;
	try {
		const working = work((ending) => endings.push(ending));
		await Promise.race([working, stopped.then(() => (bySignal = true))]);
		// After a signal the work is abandoned where it stands; its end is nobody's news any more.
		if (bySignal) working.catch(() => undefined);
	} finally {
		for (const ending of endings.reverse()) await ending();
		for (const signal of SIGNALS) process.removeListener(signal, stop);
	}
	return bySignal;
}
