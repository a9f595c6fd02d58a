import type { IContextObject, IExecutePaginationFunctions } from 'n8n-workflow';

import { UPLOAD_RUNS_REMEMBERED, UPLOAD_KEPT } from '../policy';
import { digestOf } from '../digest';
import type { Uploaded } from './uploadedFile';

interface Remembered extends Uploaded {
	/** When it was uploaded, ISO 8601. */
	since: string;
	/** The latest run of the node that used it. */
	run: number;
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
		this.run = Number(host.getWorkflowDataProxy(host.getItemIndex()).$runIndex ?? 0);
	}

	/** @param now the wall clock; files that WaveSpeed may soon delete are not returned */
	recall(sha256: string, now: Date): Uploaded | undefined {
		const known = this.all()[digestOf(this.baseUrl, sha256)];
		if (!known || now.getTime() - Date.parse(known.since) > UPLOAD_KEPT) return undefined;
		known.run = this.run;
		return { url: known.url, type: known.type };
	}

	remember(sha256: string, { url, type }: Uploaded, now: Date): void {
		const all = this.all();
		all[digestOf(this.baseUrl, sha256)] = {
			url,
			type,
			since: now.toISOString(),
			run: this.run,
		};
		// Without this, the uploads of a loop of ten thousand iterations would be saved with the
		// execution.
		for (const [key, { run }] of Object.entries(all)) {
			if (run <= this.run - UPLOAD_RUNS_REMEMBERED) delete all[key];
		}
	}

	private all(): Record<string, Remembered> {
		const context: IContextObject = this.host.getContext('node');
		context[KEY] ??= {};
		return context[KEY] as Record<string, Remembered>;
	}
}
