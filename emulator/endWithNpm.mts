const LOOK_EVERY_MS = 200;

/**
 * Calls `end` once when this process has lost the one that started it, where that was npm. npm hands
 * SIGTERM and SIGINT on to what it started, which package.json makes this very process (`exec`); an npm
 * that is killed hands nothing on, and without this the ports would stay taken.
 */
export function endWithNpm(end: () => void): void {
	if (process.env.npm_lifecycle_event === undefined) return;
	const parent = process.ppid;
	const timer = setInterval(() => {
		if (process.ppid === parent) return;
		clearInterval(timer);
		end();
	}, LOOK_EVERY_MS).unref();
}
