import { CallFailure } from '../api/callFailure';
import { accountOf } from '../api/connection';
import { digestContent, type Content, type WhyUnread } from '../download/digestContent';
import type { Item } from '../item/item';
import {
	REUSE_FILE_DEADLINE,
	REUSE_FILE_LIMIT_BYTES,
	REUSE_FILES_COMPARED,
	REUSE_FILES_DEADLINE,
} from '../policy';
import type { Time } from '../time';
import { FileSizes } from '../upload/binaryFile';

/** Why a file was not compared. */
export type WhyNotCompared = Exclude<WhyUnread, 'stopped'> | 'tooLarge' | 'changed' | 'enough';

type ReadOutcome = Content | { unread: WhyUnread | 'enough' };

/** The content of files from which listed predictions were made: few are downloaded, each once per run. */
export class ListedFiles {
	private readonly answers = new Map<string, Promise<ReadOutcome>>();
	private endsAt?: number;

	constructor(private readonly time: Time) {}

	/**
	 * @param url in WaveSpeed's own storage
	 * @param bytes the size of the file that it may equal
	 * @throws CallFailure `stopped`
	 */
	async contentAt(
		item: Item,
		url: string,
		bytes: number,
	): Promise<Content | { unread: WhyNotCompared }> {
		const { uploads } = item.services;
		const account = accountOf(item.api.connection);
		let answer = this.answers.get(url);
		if (!answer) {
			const sha256 = uploads.contentAt(account, url);
			if (sha256 !== undefined) return { sha256 };
			if (bytes > REUSE_FILE_LIMIT_BYTES) return { unread: 'tooLarge' };
			if (this.answers.size === REUSE_FILES_COMPARED) return { unread: 'enough' };
			answer = this.read(item, url);
			this.answers.set(url, answer);
		}
		const content = await answer;
		if (!('unread' in content)) {
			if (content.sha256 !== undefined) uploads.learn(account, url, content.sha256);
			return content;
		}
		const { unread } = content;
		if (unread === 'stopped') throw new CallFailure('stopped');
		return { unread };
	}

	private async read({ host, run, signal, api }: Item, url: string): Promise<ReadOutcome> {
		const { time } = this;
		const { baseUrl: apiBaseUrl, transport } = api.connection;
		const sizes = run.shared(FileSizes);
		this.endsAt ??= time.now() + REUSE_FILES_DEADLINE;
		const deadlineMs = Math.min(REUSE_FILE_DEADLINE, this.endsAt - time.now());
		if (deadlineMs <= 0) return { unread: 'enough' };
		return await run.downloads.run(
			async () =>
				await digestContent(url, {
					host,
					time,
					signal,
					apiBaseUrl,
					transport,
					isWanted: (bytes) => bytes <= REUSE_FILE_LIMIT_BYTES && sizes.has(bytes),
					limitBytes: REUSE_FILE_LIMIT_BYTES,
					deadlineMs,
				}),
		);
	}
}
