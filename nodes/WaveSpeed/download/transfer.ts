/*
 * Over 200 lines: one state machine, whose states and the changes between them are understood together.
 */

import { DOWNLOAD_RESUMES } from '../policy';
import type { Time } from '../time';
import { flowOf, type BodyFlow } from './bodyFlow';
import { DownloadFailure, readFailure } from './downloadFailure';
import { FileProgress } from './fileProgress';
import type { DownloadResponse } from './openAddress';
import { pauseAfter } from './retryPause';
import type { ExpiringUrl } from './expiringUrl';
import type { StallGuard } from './stallGuard';

export interface TransferOptions {
	source: ExpiringUrl;
	watch: StallGuard;
	time: Time;
	limitBytes: number;
}

/** Where the bytes go. Nothing comes after `end` or `fail`. */
export interface Receiver {
	/** @returns false if no more is wanted until `resume` is called */
	take(piece: Uint8Array): boolean;
	/** The last byte has arrived, and the file is whole. */
	end(): void;
	fail(failure: DownloadFailure): void;
}

/**
 * One version of one file, from its first byte to its last, over as many connections as that takes. A
 * broken connection is replaced by one that resumes where it stopped; bytes that may belong to another
 * version are never appended.
 *
 * Bytes are passed on as they come, without a promise or a timer for each piece: a file of 500 MB comes
 * in some 8,000 pieces.
 */
export class Transfer {
	/** True once the last byte was passed on and the file is whole. */
	isComplete = false;
	/** Why the bytes ended early: a store may wrap or replace the stream's error. */
	failure?: DownloadFailure;
	private answer?: DownloadResponse;
	private flow?: BodyFlow;
	private receiver?: Receiver;
	/** The receiver wants more. */
	private isWanted = false;
	/** Bytes are on their way, or a connection is being opened. */
	private isBusy = false;
	private resumes = 0;
	/** Nobody reads any more. */
	private isAbandoned = false;
	private readonly progress: FileProgress;

	constructor(private readonly options: TransferOptions) {
		this.progress = new FileProgress(options.limitBytes);
	}

	/** Bytes passed on. */
	get received(): number {
		return this.progress.received;
	}

	/** What the server announced, in bytes. */
	get announced(): number | undefined {
		return this.progress.announced;
	}

	get contentType(): string | undefined {
		return this.answer?.headers['content-type'];
	}

	/** Passes all bytes from now on to the receiver, in order. */
	flowTo(receiver: Receiver): void {
		this.receiver = receiver;
		this.resume();
	}

	/** More bytes are wanted. May be called at any time. */
	resume(): void {
		this.isWanted = true;
		if (this.isComplete) return this.receiver?.end();
		if (this.failure) return this.receiver?.fail(this.failure);
		if (this.isBusy) return;
		this.isBusy = true;
		try {
			this.assertWanted();
		} catch (error) {
			return this.giveUp(readFailure(error));
		}
		if (this.flow) this.listen(this.flow);
		else void this.open();
	}

	/** For a receiver that takes nothing more. Does nothing after a complete file. */
	abandon(): void {
		this.isAbandoned = true;
		this.hangUp();
	}

	private hangUp(): void {
		this.flow?.stop();
		this.flow = undefined;
		this.options.watch.rest();
		this.answer?.close();
	}

	/** @throws DownloadFailure */
	private assertWanted(): void {
		this.options.watch.assertGoing();
		if (this.isAbandoned) throw new DownloadFailure('stopped');
	}

	/** @param problem why the previous connection ended */
	private async open(problem?: DownloadFailure): Promise<void> {
		for (let last = problem; ; ) {
			const final = last && (await this.whyNotAgain(last));
			if (final) return this.giveUp(final);
			try {
				return await this.connect();
			} catch (error) {
				last = readFailure(error);
			}
		}
	}

	/**
	 * Waits before another connection.
	 * @returns the failure to give up with if there is no point in another one
	 */
	private async whyNotAgain(failure: DownloadFailure): Promise<DownloadFailure | undefined> {
		this.hangUp();
		const { watch, time } = this.options;
		const isHopeless = !failure.isPassing || !this.progress.canGoOnAfter(failure);
		if (isHopeless || this.resumes === DOWNLOAD_RESUMES) return failure;
		this.resumes++;
		try {
			await pauseAfter(failure, this.resumes, time, watch);
		} catch (error) {
			return readFailure(error);
		}
		return undefined;
	}

	/** Opens the first connection, or one that resumes where the last one stopped. */
	private async connect(): Promise<void> {
		this.assertWanted();
		const { progress } = this;
		this.answer = await this.options.source.open(progress.range);
		progress.begin(this.answer);
		this.assertWanted();
		this.flow = flowOf(this.answer.body, {
			take: (piece) => this.take(typeof piece === 'string' ? Buffer.from(piece) : piece),
			end: () => this.finish(),
			fail: (error) => this.breakOff(error),
		});
		// In the same turn: from here on the body may fail at any time.
		if (this.isWanted) this.listen(this.flow);
		else this.isBusy = false;
	}

	private listen(flow: BodyFlow): void {
		this.options.watch.expectBytes((failure) => this.breakOff(failure));
		flow.resume();
	}

	private breakOff(error: unknown): void {
		this.flow?.stop();
		this.flow = undefined;
		this.isBusy = true;
		void this.open(readFailure(error));
	}

	private giveUp(failure: DownloadFailure): void {
		this.failure = failure;
		this.hangUp();
		this.receiver?.fail(failure);
	}

	private take(bytes: Uint8Array): void {
		try {
			this.options.watch.heard();
			const piece = this.progress.take(bytes);
			if (piece.length === 0 || this.receiver?.take(piece)) return;
		} catch (error) {
			return this.breakOff(error);
		}
		this.isWanted = false;
		this.isBusy = false;
		this.flow?.pause();
		this.options.watch.rest();
	}

	private finish(): void {
		try {
			this.progress.assertWhole();
		} catch (error) {
			return this.breakOff(error);
		}
		this.isComplete = true;
		this.flow?.stop();
		this.options.watch.rest();
		// The connection stays open, so that it can serve the next file.
		this.receiver?.end();
	}
}
