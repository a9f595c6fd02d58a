import { accountOf } from '../api/connection';
import type { Item } from '../item/item';
import { REUSE_CLOCK_TOLERANCE, UPLOAD_KEPT } from '../policy';
import type { UploadedContent } from '../upload/uploadedFiles';
import { allOf, type FileAddresses } from './fileAddresses';
import { ListedFiles, type WhyNotCompared } from './listedFiles';
import type { ReusablePrediction } from './paidResults';

/** The files of a request. */
export interface WantedFiles {
	addresses: FileAddresses;
	/** Those that this node uploaded, by address. */
	uploads: ReadonlyMap<string, UploadedContent>;
}

/** A file of the request, and the file in the same place of a listed prediction. */
interface Pair {
	file: UploadedContent;
	url: string;
}

/**
 * Whether a listed prediction was made from the same files as a request, wherever they are: all of them,
 * in the same order. Only files in WaveSpeed's own storage are downloaded for that.
 * @param made with addresses in the same inputs as the request
 * @returns the verdict, or the reason why there is none
 * @throws CallFailure `stopped`
 */
export async function compareFiles(
	item: Item,
	wanted: WantedFiles,
	made: ReusablePrediction,
): Promise<'same' | 'other' | WhyNotCompared> {
	const pairs = pairsOf(wanted, made.files ?? new Map());
	if (!pairs) return 'other';
	const found: Array<Pair & { changedAt?: Date }> = [];
	for (const { file, url } of pairs) {
		const content = await item.run.shared(ListedFiles).contentAt(item, url, file.size);
		if ('unread' in content) return content.unread;
		const { sha256, changedAt } = content;
		if (sha256 !== file.sha256) return 'other';
		const latest = made.createdAt + REUSE_CLOCK_TOLERANCE;
		if (changedAt !== undefined && changedAt.getTime() > latest) return 'changed';
		found.push({ file, url, changedAt });
	}
	for (const one of found) remember(item, one);
	return 'same';
}

/** @returns undefined if their addresses already show that the files differ */
function pairsOf({ addresses, uploads }: WantedFiles, listed: FileAddresses): Pair[] | undefined {
	const theirs = allOf(listed);
	const pairs: Pair[] = [];
	for (const [index, url] of allOf(addresses).entries()) {
		const other = theirs[index] ?? '';
		if (url === other) continue;
		const file = uploads.get(url);
		if (!file || !other.startsWith(`${new URL(url).origin}/`)) return undefined;
		pairs.push({ file, url: other });
	}
	return pairs;
}

/** The next execution sends this address directly, as long as WaveSpeed is known to keep it. */
function remember(item: Item, { file, url, changedAt }: Pair & { changedAt?: Date }): void {
	if (changedAt === undefined) return;
	const { uploads, time } = item.services;
	const ageMs = Math.max(0, time.date().getTime() - changedAt.getTime());
	if (ageMs > UPLOAD_KEPT) return;
	uploads.remember(accountOf(item.api.connection), file.sha256, { url, type: file.type }, ageMs);
}
