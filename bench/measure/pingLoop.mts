/** Asks an address again and again, one request at a time: how long is it silent? */
import { Agent, get } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { answerParent } from '../childProgram.mts';

const PAUSE_MS = 10;
const agent = new Agent({ keepAlive: true, maxSockets: 1 });
let longest = 0;
let pings = 0;
let running: Promise<void> | undefined;
let goOn = false;

async function loop(url: string): Promise<void> {
	while (goOn) {
		const began = performance.now();
		// An n8n that stood still finds its idle connections too old and resets them: still no answer.
		while (goOn && !(await ping(url))) await delay(1);
		longest = Math.max(longest, performance.now() - began);
		pings++;
		await delay(PAUSE_MS);
	}
}

/** @returns whether it was answered */
async function ping(url: string): Promise<boolean> {
	return await new Promise<boolean>((resolve) => {
		get(url, { agent }, (response) => response.resume().on('end', () => resolve(true))).on(
			'error',
			() => resolve(false),
		);
	});
}

answerParent({
	begin(url: string) {
		longest = 0;
		pings = 0;
		goOn = true;
		running = loop(url);
	},
	async end() {
		goOn = false;
		await running;
		return { longestMs: longest, pings };
	},
});
