import { createHash } from 'crypto';
import type { IContextObject, IExecutePaginationFunctions } from 'n8n-workflow';

import { RUNS_REMEMBERED } from '../policy';
import { isToolCall } from '../n8n/agentTool';

/**
 * What the node remembers of a submission across tries. It lives in the node context, which n8n keeps
 * in the execution's own data: it survives Retry On Fail and waiting (measured on n8n 2.41.1).
 */
export interface Submitted {
	/** When the POST was about to be sent, ISO 8601. Without an id nobody knows whether it was accepted. */
	since: string;
	predictionId?: string;
	/** How the outcome got lost, in the words of the error: later tries fail with the same ones. */
	lostBecause?: string;
	/** What it was quoted at, in US dollars. */
	quotedPriceUsd?: number;
	/** The tool call that sent it failed: the next call with the same input goes on with it. */
	leftToNextCall?: boolean;
}

const KEY = 'waveSpeedSubmissions';

/** The memory of one item in one run of the node: a loop's next iteration finds it empty. */
export class SubmissionMemory {
	private readonly runIndex: number;

	constructor(
		private readonly host: IExecutePaginationFunctions,
		private readonly fingerprint: string,
	) {
		this.runIndex = Number(host.getWorkflowDataProxy(host.getItemIndex()).$runIndex ?? 0);
		this.forgetFormerRuns();
	}

	recall(): Submitted | undefined {
		const own = this.all()[this.key()] ?? this.takeOver();
		if (own) delete own.leftToNextCall;
		return own;
	}

	/**
	 * n8n's older path for tools gives every try of a call another run index, and a model that is told of
	 * a failure calls again with the same input: either way the prediction is there already.
	 */
	private takeOver(): Submitted | undefined {
		if (!isToolCall(this.host)) return undefined;
		const left = Object.entries(this.all()).find(
			([key, { leftToNextCall }]) => leftToNextCall && key.endsWith(this.place()),
		);
		if (!left) return undefined;
		const [key, submitted] = left;
		delete this.all()[key];
		this.remember(submitted);
		return submitted;
	}

	remember(submitted: Submitted): void {
		this.all()[this.key()] = submitted;
	}

	/** The submission has come to nothing: the next one is a new one. Its id stays known as taken. */
	forget(): void {
		const { [this.key()]: own } = this.all();
		delete this.all()[this.key()];
		if (own?.predictionId === undefined) return;
		const { predictionId, since } = own;
		this.all()[`${this.runIndex}:ended:${predictionId}`] = { since, predictionId };
	}

	/** Ids that belong to items of this execution already. */
	knownIds(): Set<string> {
		const ids = Object.values(this.all()).map(({ predictionId }) => predictionId);
		return new Set(ids.filter((id) => id !== undefined));
	}

	private key(): string {
		return `${this.runIndex}${this.place()}`;
	}

	/** The key without the run. */
	private place(): string {
		return `:${this.host.getItemIndex()}:${this.fingerprint}`;
	}

	private all(): Record<string, Submitted> {
		const context: IContextObject = this.host.getContext('node');
		context[KEY] ??= {};
		return context[KEY] as Record<string, Submitted>;
	}

	/** Without this a loop of ten thousand iterations would be saved with the execution. */
	private forgetFormerRuns(): void {
		const all = this.all();
		for (const key of Object.keys(all)) {
			if (Number.parseInt(key, 10) <= this.runIndex - RUNS_REMEMBERED) delete all[key];
		}
	}
}

/** Says of what a failed tool call has submitted that the next call may take it up. */
export function leaveToNextCall(host: IExecutePaginationFunctions): void {
	const all = (host.getContext('node')[KEY] ?? {}) as Record<string, Submitted>;
	const { $runIndex } = host.getWorkflowDataProxy(host.getItemIndex());
	const mine = `${Number($runIndex ?? 0)}:${host.getItemIndex()}:`;
	for (const [key, submitted] of Object.entries(all)) {
		if (key.startsWith(mine)) submitted.leftToNextCall = true;
	}
}

/** @returns what a prediction of this execution was quoted at, in US dollars, where somebody asked */
export function quotedPriceOf(
	host: IExecutePaginationFunctions,
	predictionId: string,
): number | undefined {
	const all = (host.getContext('node')[KEY] ?? {}) as Record<string, Submitted>;
	const submitted = Object.values(all).find((one) => one.predictionId === predictionId);
	return submitted?.quotedPriceUsd;
}

/**
 * Tells two submissions apart, whatever the order of their keys.
 * @returns 32 hexadecimal digits
 */
export function fingerprintOf(...parts: unknown[]): string {
	return createHash('sha256').update(stableJson(parts)).digest('hex').slice(0, 32);
}

export function stableJson(value: unknown): string {
	return JSON.stringify(value, (_key, member: unknown) => {
		if (typeof member !== 'object' || member === null || Array.isArray(member)) return member;
		return Object.fromEntries(
			Object.entries(member).sort(([one], [other]) => (one < other ? -1 : 1)),
		);
	});
}
