import { randomBytes } from 'node:crypto';
import { systemClock, type Clock } from './clock.mts';
import { usualQuirks, type Quirks } from './quirks.mts';

export interface Submission {
	model: string;
	/** The input after unknown keys were dropped and defaults were filled in. */
	input: Record<string, unknown>;
	/** Which accepted prediction this is, counting from 1. */
	count: number;
}

export interface EmulatorOptions {
	/** API port. @default 0, which takes any free port. */
	port?: number;
	/** Output host port. @default 0, which takes any free port. */
	outputsPort?: number;
	/** The only key that is accepted. Absent: any non-empty key is. */
	apiKey?: string;
	/** Milliseconds from submission to completion; `Infinity` never finishes by itself. @default 1000 */
	generationTimeMs?: number | ((submission: Submission) => number);
	/** What the account holds; each accepted prediction takes its price from it. @default 10000 */
	balanceUsd?: number;
	/** Every call answers 401, as it does for an account that was never topped up. @default false */
	neverToppedUp?: boolean;
	/** Unfinished predictions allowed at once; above it a submit answers 429. Absent: no limit. */
	maxConcurrentPredictions?: number;
	/** With or without the `whsec_` prefix, exactly as `GET /webhook/secret` will return it. */
	webhookSecret?: string;
	/** Pause before each further delivery of a callback; its length is the number of retries. @default [1000, 2000, 4000] */
	webhookRetryDelaysMs?: number[];
	/** Size of every video in bytes. Smaller than the video itself: no padding. */
	outputBytes?: number;
	/** Largest upload, in bytes; above it 413. @default 300 MiB, the most the vendor's documents allow */
	maxUploadBytes?: number;
	/** How long a submit with `enable_sync_mode` holds its connection. @default 60000 */
	syncTimeoutMs?: number;
	/** Habits that differ from the usual ones. */
	quirks?: Partial<Quirks>;
	/** Models that are gone from the catalogue; `openai/sora-2*` means all whose id begins so. */
	without?: string[];
	/** Time as the emulator sees it; tests put their own here. */
	clock?: Clock;
	/** Called once per finished request, for a log line. */
	onRequest?: (line: {
		host: 'api' | 'outputs';
		method: string;
		path: string;
		status: number;
	}) => void;
}

type Defaulted =
	| 'port'
	| 'outputsPort'
	| 'generationTimeMs'
	| 'balanceUsd'
	| 'neverToppedUp'
	| 'webhookSecret'
	| 'webhookRetryDelaysMs'
	| 'maxUploadBytes'
	| 'syncTimeoutMs'
	| 'without'
	| 'clock';
export type ResolvedOptions = Omit<EmulatorOptions, 'quirks'> &
	Required<Pick<EmulatorOptions, Defaulted>> & { quirks: Quirks };

export function resolveOptions(options: EmulatorOptions): ResolvedOptions {
	return {
		port: 0,
		outputsPort: 0,
		generationTimeMs: 1000,
		balanceUsd: 10_000,
		neverToppedUp: false,
		webhookSecret: `whsec_${randomBytes(32).toString('base64')}`,
		webhookRetryDelaysMs: [1000, 2000, 4000],
		maxUploadBytes: 300 * 1024 * 1024,
		syncTimeoutMs: 60_000,
		clock: systemClock(),
		without: [],
		...Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)),
		quirks: { ...usualQuirks(), ...options.quirks },
	};
}
