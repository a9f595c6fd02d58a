import { readRetryAfter } from '../tryAgain';
import { DownloadFailure } from './downloadFailure';
import { openAddress, type DownloadResponse, type Way } from './openAddress';

/** Some storages answer 401 for an expired signature. */
const EXPIRED: ReadonlySet<number> = new Set([401, 403, 404, 410]);

/**
 * The address of an output. If it no longer works, the API is asked for a new one, once per download:
 * signed addresses expire, and a prediction names a valid one for as long as it is kept.
 */
export class ExpiringUrl {
	/** How many connections were tried. */
	connections = 0;
	private isRefreshed = false;

	constructor(
		public url: string,
		private readonly way: Way,
		private readonly refreshUrl?: () => Promise<string | undefined>,
	) {}

	/**
	 * @param range `Range` and `If-Range`, for the rest of a file
	 * @returns an answer of status 200, or of 206 if a range was requested
	 * @throws DownloadFailure
	 */
	async open(range: Readonly<Record<string, string>> = {}): Promise<DownloadResponse> {
		for (;;) {
			this.connections++;
			const answer = await openAddress(this.url, range, this.way);
			const { status, headers } = answer;
			const isRange = 'Range' in range;
			if (status === 200 || (status === 206 && isRange)) return answer;
			answer.close();
			// The file is now shorter than what has already arrived.
			if (status === 416 && isRange) throw new DownloadFailure('changed', { status });
			if (!EXPIRED.has(status)) {
				const retryAfterMs = readRetryAfter(headers['retry-after'], new Date());
				throw new DownloadFailure('status', {
					status,
					...(retryAfterMs !== undefined && { retryAfterMs }),
				});
			}
			if (!(await this.refresh())) throw new DownloadFailure('expired', { status });
		}
	}

	/** @returns true if the API named another address than the one that failed */
	private async refresh(): Promise<boolean> {
		if (this.isRefreshed || !this.refreshUrl) return false;
		this.isRefreshed = true;
		let fresh: string | undefined;
		try {
			fresh = await this.refreshUrl();
		} catch {
			// The user must learn that the file is gone; why the API did not help matters less.
		}
		this.way.watch.assertGoing();
		if (fresh === undefined || fresh === this.url) return false;
		this.url = fresh;
		return true;
	}
}
