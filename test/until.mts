import { setTimeout as sleep } from 'node:timers/promises';

/** Long enough for the busiest machine; what has not happened by then never will. */
const GIVE_UP_MS = 200_000;

/**
 * Resolves once the condition holds, however long the machine takes for it.
 * @throws where it never does
 */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
	const giveUpAt = performance.now() + GIVE_UP_MS;
	while (!(await condition())) {
		if (performance.now() > giveUpAt) throw new Error(`Never came true: ${String(condition)}`);
		await sleep(2);
	}
}
