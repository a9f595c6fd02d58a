import path from 'node:path';
import { startChildProgram } from '../childProgram.mts';

/** Pings an n8n from a process of its own. */
export interface Pinger {
	begin(url: string): Promise<void>;
	/** @returns the longest time a ping was not answered */
	end(): Promise<{ longestMs: number; pings: number }>;
	stop(): Promise<void>;
}

export async function startPinger(): Promise<Pinger> {
	const child = await startChildProgram(path.join(import.meta.dirname, 'pingLoop.mts'));
	return {
		begin: async (url) => await child.call('begin', `${url}/healthz`),
		end: async () => await child.call('end'),
		stop: async () => await child.stop(),
	};
}
