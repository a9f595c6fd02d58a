/**
 * Notices a test that will not end. It counts turns of the event loop and what is under way, not time: a
 * busy machine must not make a mutant look as if a test had noticed it.
 */

/** So many turns with nothing under way, and nobody is left who could go on. */
const IDLE_TURNS = 50;
const TURNS_AT_LEAST = 20_000;
const TURNS_MORE = 30;
/** After a test was given up, what it has begun may take so many turns to come to rest. */
const TURNS_TO_REST = 50_000;
/** The connection to the process that hands out the mutants. */
const ALWAYS_THERE = new Set(['PipeWrap', 'TTYWrap', 'TCPSocketWrap', 'ProcessWrap']);

export class Endless extends Error {}

const underWay = () => process.getActiveResourcesInfo().filter((name) => !ALWAYS_THERE.has(name));

/**
 * @param turnsBefore how many turns it took without a mutant
 * @param uncaught what has been thrown where nobody could catch it, as in a listener
 * @returns how many it has taken
 * @throws Endless; what the task throws
 */
export async function toItsEnd(task, turnsBefore = 0, uncaught = () => undefined) {
	const limit = TURNS_AT_LEAST + TURNS_MORE * turnsBefore;
	let isDone = false;
	let turns = 0;
	const watch = new Promise((_resolve, reject) => {
		let idle = 0;
		const look = () => {
			if (isDone) return;
			if (uncaught()) return reject(uncaught());
			const active = underWay();
			idle = active.length === 0 ? idle + 1 : 0;
			// Virtual time goes on by such turns, and real work by other means.
			if (active.includes('Immediate')) turns++;
			if (idle > IDLE_TURNS) reject(new Endless('Nothing is under way'));
			else if (turns > limit) reject(new Endless(`Has not ended after ${turns} turns`));
			else setImmediate(look);
		};
		setImmediate(look);
	});
	try {
		await Promise.race([task(), watch]);
	} finally {
		isDone = true;
	}
	return turns;
}

/** @returns whether nothing is under way any more */
export async function comesToRest() {
	for (let turns = 0, idle = 0; turns < TURNS_TO_REST; turns++) {
		await new Promise(setImmediate);
		idle = underWay().length === 0 ? idle + 1 : 0;
		if (idle > IDLE_TURNS) return true;
	}
	return false;
}
