import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { getEventListeners } from 'node:events';
import type { ClientRequest } from 'node:http';

import type { Clock } from '../emulator/index.mts';
import type { Time } from '../nodes/WaveSpeed/time.ts';

/** @param isLate tells whether the next to be woken is a deadline: something has not happened in time */
type Settle = (go: () => void, isLate: () => boolean) => void;

interface Appointment {
	at: number;
	order: number;
	keep: () => void;
	/** Of a deadline: nobody is late who does not listen to it any more. */
	deadline?: AbortSignal;
}

/**
 * Time that passes only when nothing else can happen: whoever waits longest for the least is woken
 * next, so that hours of waiting take milliseconds, every run of a seed is the same, and no test
 * depends on the speed of the machine it runs on.
 */
export class VirtualTime implements Time {
	/** The length of every pause that was asked for, in milliseconds. */
	readonly pauses: number[] = [];
	private current = 0;
	private order = 0;
	private readonly appointments: Appointment[] = [];
	private going = false;

	/** @param random from 0 (inclusive) to 1 (exclusive) */
	constructor(
		readonly random: () => number = seeded(1),
		/** Between two wake-ups: lets everything happen that needs no time. */
		private readonly settle: Settle = setImmediate,
	) {}

	now = (): number => this.current;

	date = (): Date => new Date(Date.UTC(2026, 10, 22) + this.current);

	sleep = async (ms: number, signal?: AbortSignal): Promise<void> =>
		await new Promise((resolve) => {
			if (signal?.aborted) return resolve();
			this.pauses.push(ms);
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
		this.appoint(ms, () => controller.abort(), controller.signal);
		return controller.signal;
	};

	/** The same time for an emulator in this process. */
	readonly clock: Clock = {
		now: () => this.date().getTime(),
		after: (ms, run) => {
			if (!Number.isFinite(ms)) return () => undefined;
			if (ms <= 0) {
				const turn = setImmediate(run);
				return () => clearImmediate(turn);
			}
			const appointment = this.appoint(ms, run);
			return () => this.cancel(appointment);
		},
	};

	private appoint(ms: number, keep: () => void, deadline?: AbortSignal): Appointment {
		const at = this.current + Math.max(0, ms);
		const appointment = { at, order: this.order++, keep, ...(deadline && { deadline }) };
		this.appointments.push(appointment);
		this.go();
		return appointment;
	}

	private cancel(appointment: Appointment): void {
		const place = this.appointments.indexOf(appointment);
		if (place >= 0) this.appointments.splice(place, 1);
	}

	/** The deadline of a call that has ended moves no time. */
	private next(): Appointment | undefined {
		for (;;) {
			const next = this.appointments.reduce<Appointment | undefined>(
				(first, one) =>
					first && (first.at - one.at || first.order - one.order) <= 0 ? first : one,
				undefined,
			);
			if (!next?.deadline || getEventListeners(next.deadline, 'abort').length > 0) return next;
			this.cancel(next);
		}
	}

	private go(): void {
		if (this.going) return;
		this.going = true;
		const go = () => {
			this.going = false;
			const next = this.next();
			if (!next) return;
			this.cancel(next);
			this.current = Math.max(this.current, next.at);
			next.keep();
			if (this.appointments.length > 0) this.go();
		};
		this.settle(go, () => this.next()?.deadline !== undefined);
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

/**
 * Virtual time for tests over real sockets, whose servers live in this process: it stands still while
 * a request is under way, and goes on where nothing has happened to one for many turns of the event
 * loop, which is how a server looks that stalls. Turns are counted, not milliseconds: on a busy machine
 * they take longer, and so does everything that is waited for.
 */
export function networkTime(random?: () => number): VirtualTime {
	return new VirtualTime(random, whenNetworkIsQuiet);
}

const QUIET_TURNS = 5;
const SILENT_TURNS = 40;
/** What certainly ends by itself. */
const WORK = new Set([
	'FSReqCallback',
	'FSReqPromise',
	'FileHandleCloseReq',
	'GetAddrInfoReqWrap',
	'ProcessWrap',
]);
/** What may wait for somebody else. */
const TRAFFIC = new Set(['TCPConnectWrap', 'WriteWrap', 'ShutdownWrap']);

let happened = 0;
/** Whether all tests of this file have ended: nobody waits for this time any more. */
let isOver = false;
const underWay = new Set<ClientRequest>();

/** Grows with everything that happens on the network. */
function progress(): number {
	let bytes = 0;
	for (const { socket } of underWay)
		bytes += (socket?.bytesRead ?? 0) + (socket?.bytesWritten ?? 0);
	return happened + bytes;
}

function whenNetworkIsQuiet(go: () => void, isLate: () => boolean): void {
	let seen = progress();
	let turns = 0;
	const look = () => {
		if (isOver) return;
		const active = process.getActiveResourcesInfo();
		const isWorking = active.some((name) => WORK.has(name));
		const now = progress();
		if (now !== seen || isWorking) turns = 0;
		seen = now;
		const isQuiet = underWay.size === 0 && !active.some((name) => TRAFFIC.has(name)) && !isLate();
		if (++turns > (isQuiet ? QUIET_TURNS : SILENT_TURNS)) go();
		else if (isQuiet && !isWorking) setImmediate(look);
		else setTimeout(look, 1);
	};
	// n8n's own pauses are of a millisecond, in real time: nothing here goes faster than those.
	setTimeout(look, 2);
}

// What judges mutants knows neither a network nor this hook.
if (typeof afterAll === 'function') watchRequests();

function watchRequests(): void {
	const onHappening = () => void happened++;
	const onRequest = (message: unknown) => {
		const { request } = message as { request: ClientRequest };
		underWay.add(request);
		happened++;
		request.once('close', () => {
			happened += 1 + (request.socket?.bytesRead ?? 0) + (request.socket?.bytesWritten ?? 0);
			underWay.delete(request);
		});
	};
	const listeners = {
		'http.client.request.start': onRequest,
		'http.client.response.finish': onHappening,
		'http.server.request.start': onHappening,
		'http.server.response.finish': onHappening,
	};
	for (const [name, listener] of Object.entries(listeners)) subscribe(name, listener);
	// The channels and the timers outlive a test file: they would keep all of its modules in memory, and its
	// worker busy beside the files that follow.
	afterAll(() => {
		isOver = true;
		for (const [name, listener] of Object.entries(listeners)) unsubscribe(name, listener);
	});
}
