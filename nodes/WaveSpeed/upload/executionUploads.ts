import type { IContextObject, IExecutePaginationFunctions } from 'n8n-workflow';

import { UPLOAD_RUNS_REMEMBERED, UPLOAD_KEPT } from '../policy';
import { digestOf } from '../digest';
import { runIndexOf } from '../n8n/runIndex';
import { isRecord, readDate, readNumber, readText } from '../narrow';
import type { Uploaded } from './uploadedFiles';

interface Remembered extends Uploaded {
	/** When it was uploaded, ISO 8601. */
	since: string;
	/** The latest run of the node that used it. */
	run: number;
}

/** How it is kept in the node context; another version's is passed over, which costs an upload. */
interface StoredUploads {
	version: 1;
	/** By a digest of API and content. */
	files: Record<string, unknown>;
	/** The latest run of the node that has removed what former runs used. */
	clearedIn?: number;
}

const KEY = 'waveSpeedUploads';

/**
 * What this execution has already uploaded, by content. It lives in the node context like the submissions
 * and survives Retry On Fail: a second try with another address for the same file would be another
 * submission, and be paid for again.
 */
export class ExecutionUploads {
	private readonly run: number;

	constructor(
		private readonly host: IExecutePaginationFunctions,
		private readonly baseUrl: string,
	) {
		this.run = runIndexOf(host);
	}

	/** @param now the wall clock; files that WaveSpeed may soon delete are not returned */
	recall(sha256: string, now: Date): Uploaded | undefined {
		const known = this.stored().files[digestOf(this.baseUrl, sha256)];
		if (!isRemembered(known) || now.getTime() - Date.parse(known.since) > UPLOAD_KEPT)
			return undefined;
		known.run = this.run;
		return { url: known.url, type: known.type };
	}

	remember(sha256: string, { url, type }: Uploaded, now: Date): void {
		const stored = this.stored();
		this.clearFormerRuns(stored);
		stored.files[digestOf(this.baseUrl, sha256)] = {
			url,
			type,
			since: now.toISOString(),
			run: this.run,
		};
	}

	/**
	 * Without this, the uploads of a loop of ten thousand iterations would be saved with the execution. Once
	 * a run: a run may upload thousands of files.
	 */
	private clearFormerRuns(stored: StoredUploads): void {
		if (stored.clearedIn === this.run) return;
		stored.clearedIn = this.run;
		const { files } = stored;
		for (const [key, known] of Object.entries(files)) {
			if (!isRemembered(known) || known.run <= this.run - UPLOAD_RUNS_REMEMBERED) delete files[key];
		}
	}

	private stored(): StoredUploads {
		const context: IContextObject = this.host.getContext('node');
		const { [KEY]: stored } = context;
		if (isStored(stored)) return stored;
		const begun: StoredUploads = { version: 1, files: {} };
		context[KEY] = begun;
		return begun;
	}
}

function isStored(value: unknown): value is StoredUploads {
	return isRecord(value) && value.version === 1 && isRecord(value.files);
}

function isRemembered(value: unknown): value is Remembered {
	if (!isRecord(value)) return false;
	const { url, type, since, run } = value;
	return (
		readText(url) !== undefined &&
		readText(type) !== undefined &&
		readDate(since) !== undefined &&
		readNumber(run) !== undefined
	);
}
