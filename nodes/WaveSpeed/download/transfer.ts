import { DOWNLOAD_RESUMES } from '../policy';
import type { Time } from '../time';
import { DownloadFailure, readFailure } from './downloadFailure';
import type { Answer, Body } from './openAddress';
import { pauseAfter } from './retryPause';
import type { OutputAddress } from './outputAddress';
import { continueAt, readVersion, type Stretch, type FileVersion } from './fileVersion';
import type { StallGuard } from './stallGuard';
import { Wholeness } from './wholeness';

export interface TransferOptions {
	source: OutputAddress;
	watch: StallGuard;
	time: Time;
	limitBytes: number;
}

/**
 * One version of one file, from its first byte to its last, over as many connections as that takes. A
 * connection that breaks is replaced by one that goes on where it stopped; what cannot be proven to be
 * the same version is never appended.
 */
export class Transfer {
	/** Bytes handed on. */
	received = 0;
	/** True once the last byte was handed on and the file found whole. */
	isComplete = false;
	/** Why the pieces ended early: a store may wrap or replace what the stream threw. */
	failure?: DownloadFailure;
	private answer?: Answer;
	private iterator?: AsyncIterator<Uint8Array | string>;
	private version: FileVersion = { encoded: false };
	/** Where the current body begins and ends in the file. */
	private stretch: Stretch = { start: 0 };
	/** Where in the file the current body has come to. */
	private position = 0;
	/** The current body was asked for as the rest of the file. */
	private isRest = false;
	private resumes = 0;
	/** Nobody reads any more: a generator that waits for the network cannot be told in any other way. */
	private isAbandoned = false;
	private readonly wholeness = new Wholeness();

	constructor(private readonly options: TransferOptions) {}

	/** What the server announced, in bytes. */
	get announced(): number | undefined {
		return this.version.encoded ? undefined : this.version.length;
	}

	get contentType(): string | undefined {
		return this.answer?.headers['content-type'];
	}

	/** A body n8n handed out, once there is one. */
	get body(): Body | undefined {
		return this.answer?.body;
	}

	/** The file's bytes in order. Throws DownloadFailure; closes its connection whatever happens. */
	async *pieces(): AsyncGenerator<Uint8Array, void, undefined> {
		try {
			for (;;) {
				const piece = await this.next();
				if (piece === undefined) break;
				if (piece.length > 0) yield piece;
			}
			this.isComplete = true;
		} finally {
			this.close();
		}
	}

	/** For a consumer that stops reading, or never began. Does nothing at the end of a complete one. */
	abandon(): void {
		this.isAbandoned = true;
		this.close();
	}

	private close(): void {
		this.answer?.close();
	}

	private async next(): Promise<Uint8Array | undefined> {
		for (;;) {
			try {
				if (!this.iterator) await this.connect();
				const piece = await this.read();
				if (piece === undefined) this.assertWhole();
				return piece;
			} catch (error) {
				this.failure = await this.recoverFrom(readFailure(error));
				if (this.failure) throw this.failure;
			}
		}
	}

	/** @returns nothing where another connection may bring the rest, else what to give up with */
	private async recoverFrom(failure: DownloadFailure): Promise<DownloadFailure | undefined> {
		this.close();
		this.iterator = undefined;
		const { watch, time } = this.options;
		const hasProof = this.version.validator !== undefined && !this.version.encoded;
		const canGoOn = this.received === 0 || (hasProof && !FINAL_FOR_A_VERSION.has(failure.problem));
		if (!failure.isPassing || !canGoOn || this.resumes === DOWNLOAD_RESUMES) return failure;
		this.resumes++;
		try {
			await pauseAfter(failure, this.resumes, time, watch);
		} catch (error) {
			return readFailure(error);
		}
		return undefined;
	}

	/** Opens the first connection, or one that goes on where the last one stopped. */
	private async connect(): Promise<void> {
		const { source, watch, limitBytes } = this.options;
		const { received, version } = this;
		watch.assertGoing();
		if (this.isAbandoned) throw new DownloadFailure('stopped');
		this.isRest = received > 0;
		if (!this.isRest) {
			this.answer = await source.open();
			this.version = readVersion(this.answer);
			this.stretch = { start: 0, end: this.announced };
			const { announced = 0 } = this;
			if (announced > limitBytes) throw new DownloadFailure('tooLarge', { limit: limitBytes });
		} else {
			const validator = version.validator ?? '';
			this.answer = await source.open({ Range: `bytes=${received}-`, 'If-Range': validator });
			this.stretch = continueAt(version, received, this.answer);
		}
		if (this.isAbandoned) throw new DownloadFailure('stopped');
		this.position = this.stretch.start;
		this.iterator = iterate(this.answer.body);
	}

	/** @returns the next bytes, perhaps none; undefined at the body's end */
	private async read(): Promise<Uint8Array | undefined> {
		const { watch, limitBytes } = this.options;
		const step = await watch.during(
			'idle',
			() => this.close(),
			async () => await this.iterator!.next(),
		);
		if (step.done) return undefined;
		const bytes = typeof step.value === 'string' ? Buffer.from(step.value) : step.value;
		const known = Math.max(0, this.received - this.position);
		this.position += bytes.length;
		if (this.position > (this.stretch.end ?? Infinity)) {
			if (this.isBodyAsSent) throw new DownloadFailure('tooMuch');
			this.noteUnpacking();
		}
		const piece = bytes.subarray(Math.min(known, bytes.length));
		if (this.received + piece.length > limitBytes) {
			throw new DownloadFailure('tooLarge', { limit: limitBytes });
		}
		this.received += piece.length;
		this.wholeness.take(piece);
		return piece;
	}

	/** @throws DownloadFailure at the end of a body that is not the end of a whole file */
	private assertWhole(): void {
		if (this.received === 0) throw new DownloadFailure('empty');
		const { announced = this.received } = this;
		if (this.received !== announced) {
			if (this.isBodyAsSent) throw new DownloadFailure('cut');
			this.noteUnpacking();
		}
		const isChunked = /chunked/i.test(this.answer?.headers['transfer-encoding'] ?? '');
		const isProven = this.announced !== undefined || isChunked;
		if (!this.wholeness.isWhole(isProven)) throw new DownloadFailure(isProven ? 'damaged' : 'cut');
	}

	/**
	 * True where lengths are known to speak of the bytes that arrive here: the rest of a file is never
	 * compressed, and older versions of n8n hand out the response itself. The newer wrap it after having
	 * unpacked it and drop the header that told; Node has counted the packed bytes by then.
	 */
	private get isBodyAsSent(): boolean {
		return this.isRest || Array.isArray(this.answer?.body.rawHeaders);
	}

	private noteUnpacking(): void {
		this.version.encoded = true;
		this.stretch.end = undefined;
	}
}

/** What is wrong with the version itself does not get better by more of it. */
const FINAL_FOR_A_VERSION: ReadonlySet<string> = new Set([
	'changed',
	'damaged',
	'notMedia',
	'tooMuch',
]);

function iterate(body: unknown): AsyncIterator<Uint8Array | string> {
	if (typeof body === 'object' && body !== null && Symbol.asyncIterator in body) {
		return (body as Body)[Symbol.asyncIterator]();
	}
	// A host that does not stream.
	return (async function* () {
		if (typeof body === 'string' || body instanceof Uint8Array) yield body;
	})();
}
