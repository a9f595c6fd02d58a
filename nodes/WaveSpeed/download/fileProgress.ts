import { DownloadFailure } from './downloadFailure';
import { continueAt, readVersion, type FileVersion, type Stretch } from './fileVersion';
import type { DownloadResponse } from './openAddress';
import { Wholeness } from './wholeness';

/** How much of one version of a file has arrived, and whether the next bytes belong to it. */
export class FileProgress {
	/** Bytes of the file that have arrived. */
	received = 0;
	private version: FileVersion = { encoded: false };
	private answer?: DownloadResponse;
	/** Where the current body begins and ends in the file. */
	private stretch: Stretch = { start: 0 };
	/** The position in the file that the current body has reached. */
	private position = 0;
	/** The current body was requested as the rest of the file. */
	private isRest = false;
	private readonly wholeness = new Wholeness();

	constructor(private readonly limitBytes: number) {}

	/** What the server announced, in bytes. */
	get announced(): number | undefined {
		return this.version.encoded ? undefined : this.version.length;
	}

	/** What the next request has to ask for: everything, or the rest of this very version. */
	get range(): Readonly<Record<string, string>> {
		if (this.received === 0) return {};
		return { Range: `bytes=${this.received}-`, 'If-Range': this.version.validator ?? '' };
	}

	/** Whether another connection may bring the rest of this version. */
	canGoOnAfter({ problem }: DownloadFailure): boolean {
		const hasProof = this.version.validator !== undefined && !this.version.encoded;
		return this.received === 0 || (hasProof && !FINAL_FOR_A_VERSION.has(problem));
	}

	/**
	 * An answer has arrived, with the whole file or the rest of it.
	 * @throws DownloadFailure `tooLarge`, or `changed` for another version
	 */
	begin(answer: DownloadResponse): void {
		this.answer = answer;
		this.isRest = this.received > 0;
		if (this.isRest) {
			this.stretch = continueAt(this.version, this.received, answer);
		} else {
			this.version = readVersion(answer);
			this.stretch = { start: 0, end: this.announced };
			if ((this.announced ?? 0) > this.limitBytes) throw this.tooLarge();
		}
		this.position = this.stretch.start;
	}

	/**
	 * @param bytes the next ones of the current body
	 * @returns the new ones among them, perhaps none
	 * @throws DownloadFailure
	 */
	take(bytes: Uint8Array): Uint8Array {
		const known = Math.max(0, this.received - this.position);
		this.position += bytes.length;
		if (this.position > (this.stretch.end ?? Infinity)) {
			if (this.isBodyAsSent) throw new DownloadFailure('tooMuch');
			this.noteUnpacking();
		}
		const piece = known === 0 ? bytes : bytes.subarray(Math.min(known, bytes.length));
		if (this.received + piece.length > this.limitBytes) throw this.tooLarge();
		this.received += piece.length;
		this.wholeness.take(piece);
		return piece;
	}

	/** @throws DownloadFailure if the body ended before the whole file was there */
	assertWhole(): void {
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

	private tooLarge(): DownloadFailure {
		return new DownloadFailure('tooLarge', { limit: this.limitBytes });
	}

	/**
	 * True if the lengths are known to count the bytes that arrive here. The rest of a file is never
	 * compressed, and older versions of n8n hand out the response itself. Newer ones unpack and wrap it and
	 * drop the header that said so; Node has counted the packed bytes by then.
	 */
	private get isBodyAsSent(): boolean {
		return this.isRest || Array.isArray(this.answer?.body.rawHeaders);
	}

	private noteUnpacking(): void {
		this.version.encoded = true;
		this.stretch.end = undefined;
	}
}

/** More of the same version does not help against these. */
const FINAL_FOR_A_VERSION: ReadonlySet<string> = new Set([
	'changed',
	'damaged',
	'notMedia',
	'tooMuch',
]);
