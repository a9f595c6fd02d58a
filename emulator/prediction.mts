import type { OutputSpec } from './media/outputSpec.mts';

/** Statuses the vendor's clients know; anything else may be set from a test. */
export type PredictionStatus =
	| 'created'
	| 'processing'
	| 'completed'
	| 'failed'
	| 'cancelled'
	| 'timeout'
	| 'deleted'
	| (string & {});

export interface EmulatedPrediction {
	/** 32 hexadecimal digits. */
	readonly id: string;
	readonly model: string;
	/** With every default filled in and unknown keys gone, as the API echoes it. */
	readonly input: Record<string, unknown>;
	/** As it was sent, unknown keys included. */
	readonly sentInput: Record<string, unknown>;
	readonly priceUsd: number;
	readonly webhookUrl?: string;
	/** Milliseconds since 1970. */
	readonly createdAt: number;
	/** Milliseconds since 1970 at which it first ended; undefined until then. */
	endedAt: number | undefined;
	status: PredictionStatus;
	outputs: OutputSpec[];
	/** '' while there is none. */
	error: string;
	/** Task-level code, 0 while all is well; 1200, 1402, 1403, 5000 … when failed. */
	code: number;
	hasNsfwContents: boolean[] | null;
	/** Milliseconds the generation took; 0 until it is settled. */
	inferenceMs: number;
	/** Taken off the account's list. It stays here, because it was paid for. */
	deleted: boolean;
}

export type Outcome = Partial<
	Pick<EmulatedPrediction, 'status' | 'outputs' | 'error' | 'code' | 'hasNsfwContents'>
>;
