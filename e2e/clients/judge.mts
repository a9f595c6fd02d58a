import { setTimeout as delay } from 'node:timers/promises';
import type { ClientSetup, Exchange } from './clientSetup.mts';

/** One thing a client can do, tried on the emulator. */
export interface Call {
	/** As a reader of the client's own documentation would say it. */
	name: string;
	/** @returns what came of it, in few words. @throws where the client could not read it, or it is not true */
	run(): Promise<string>;
	/** HTTP statuses of answers that are refusals by intent, such as 401 for a wrong key. */
	refusals?: number[];
}

/** A client with everything it can do. */
export interface Client {
	name: string;
	calls: Call[];
	close?(): Promise<void>;
}

export interface Verdict {
	client: string;
	call: string;
	ok: boolean;
	/** What came of it, or what went wrong. */
	outcome: string;
	/** The requests it took, such as "POST /api/v3/predictions". */
	sent: string[];
}

/** Longer than any call takes on a busy machine. */
const CALL_WITHIN_MS = 60_000;

/**
 * Tries one call: it must come to what it says, reach the emulator, and be refused nothing but what
 * it means to be refused.
 */
export async function judge(client: string, call: Call, setup: ClientSetup): Promise<Verdict> {
	const before = setup.exchanges.length;
	const verdict = (ok: boolean, outcome: string): Verdict => ({
		client,
		call: call.name,
		ok,
		outcome,
		sent: setup.exchanges.slice(before).map(told),
	});
	try {
		const outcome = await within(call.run());
		await within(answered(setup));
		const { refusals = [] } = call;
		const answers = setup.exchanges.slice(before);
		if (answers.length === 0) return verdict(false, 'it asked the emulator nothing');
		const rejected = answers.find(({ status }) => status >= 400 && !refusals.includes(status));
		if (rejected) return verdict(false, `rejected: ${told(rejected)} with ${rejected.status}`);
		const missing = refusals.find((one) => !answers.some(({ status }) => status === one));
		if (missing !== undefined) return verdict(false, `nothing was refused with ${missing}`);
		return verdict(true, outcome);
	} catch (error) {
		return verdict(false, (error as Error).message.trim());
	}
}

/** "POST /api/v3/predictions/{id}/result": the same call looks the same each time. */
function told({ method, path, host }: Exchange): string {
	const spelled = path.replace(/[0-9a-f]{32}/g, '{id}');
	return host === 'api' ? `${method} ${spelled}` : `${method} (outputs)`;
}

/** A client has its answer a moment before the emulator has written it down. */
async function answered({ emulator, exchanges }: ClientSetup): Promise<void> {
	while (exchanges.length < emulator.requests.length) await delay(10);
}

async function within<T>(work: Promise<T>): Promise<T> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<never>((_, reject) => {
		timer = setTimeout(() => reject(new Error('it took too long')), CALL_WITHIN_MS);
	});
	return await Promise.race([work, late]).finally(() => clearTimeout(timer));
}
