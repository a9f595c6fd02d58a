import { CallFailure, rethrown } from '../api/callFailure';
import { accountOf } from '../api/connection';
import { backoff, PASSING_REFUSALS } from '../tryAgain';
import { formatBytes } from '../errors/inWords';
import { redact } from '../errors/redact';
import type { Item } from '../item/item';
import {
	MEGABYTE,
	READ_BACKOFF_CAP,
	READ_BACKOFF_FIRST,
	UPLOAD_ATTEMPTS,
	UPLOAD_DEADLINE_BASE,
	UPLOAD_DEADLINE_PER_MEGABYTE,
} from '../policy';
import type { BinaryFile } from './binaryFile';
import { explainUpload, isAboutTheFile } from './uploadFailureErrors';
import { postMultipart } from './multipart';
import { askForTicket, putToStorage, type Ticket } from './putToStorage';
import { openRequestBody, type RequestBody } from './requestBody';
import { ExecutionUploads } from './executionUploads';
import type { Uploaded } from './uploadedFiles';
import { fileChanged } from './fileInputErrors';

/**
 * Uploads a file to WaveSpeed, once for equal content: all items of the run with the same file wait for
 * one upload, and a later try or another execution of this process finds its address. Uploads are free
 * and change nothing, so a failed one may be repeated.
 * @throws WaveSpeedError
 */
export async function uploadFile(item: Item, file: BinaryFile): Promise<Uploaded> {
	const { host, run, api, services } = item;
	const { time } = services;
	return await run.oncePerAccount(api, `upload ${file.sha256}`, async () => {
		const memory = new ExecutionUploads(host, api.connection.baseUrl);
		const account = accountOf(api.connection);
		const known =
			memory.recall(file.sha256, time.date()) ?? services.uploads.recall(account, file.sha256);
		if (known) return known;
		const uploaded = await run.uploads.run(async () => await upload(item, file));
		memory.remember(file.sha256, uploaded, time.date());
		services.uploads.remember(account, file.sha256, uploaded);
		host.logger.info(
			`Item ${item.index}: “${redact(file.fileName)}” (${formatBytes(file.size)}) is uploaded.`,
		);
		return uploaded;
	});
}

/** How this API takes files; a missing ticket endpoint is met only once. */
class UploadWays {
	hasTickets = true;
}

/** One upload, through a ticket or, if the API has none, the older way. */
async function upload(item: Item, file: BinaryFile): Promise<Uploaded> {
	const { time } = item.services;
	const ways = item.run.shared(UploadWays, accountOf(item.api.connection));
	for (let attempt = 1; ; attempt++) {
		let from: 'api' | 'storage' = 'api';
		let outgoing: RequestBody | undefined;
		try {
			const ticket = ways.hasTickets ? await askForTicket(item, file) : undefined;
			if (ticket) {
				from = 'storage';
				outgoing = await openRequestBody(item, file);
				await putToStorage(item.host, ticket, outgoing, {
					apiBaseUrl: item.api.connection.baseUrl,
					deadlineMs: deadlineOf(file),
					signal: item.signal,
					time,
					transport: item.api.connection.transport,
				});
				if (outgoing.changed()) throw fileChanged(file.field);
				return uploadedBy(ticket);
			}
			ways.hasTickets = false;
			return await postMultipart(item, file, deadlineOf(file));
		} catch (failure) {
			if (outgoing?.changed()) throw fileChanged(file.field);
			if (!(failure instanceof CallFailure)) throw rethrown(failure);
			const isRepeated = from === 'storage' || !ways.hasTickets;
			const hopeless = attempt >= UPLOAD_ATTEMPTS || !isRepeated || !isPassing(failure, from);
			if (hopeless) throw explainUpload(failure, file, from, item.at());
		} finally {
			outgoing?.close();
		}
		await time.sleep(backoff(attempt, BACKOFF, time), item.signal);
	}
}

const BACKOFF = { first: READ_BACKOFF_FIRST, cap: READ_BACKOFF_CAP, jitter: 0.5 };

function uploadedBy({ downloadUrl, type }: Ticket): Uploaded {
	return { url: downloadUrl, type };
}

function deadlineOf({ size }: BinaryFile): number {
	return UPLOAD_DEADLINE_BASE + UPLOAD_DEADLINE_PER_MEGABYTE * Math.ceil(size / MEGABYTE);
}

/**
 * A failure that another attempt, with a new ticket, may not meet again. The request for a ticket has
 * already been repeated, one by the older way has not; a storage answers 403 if the ticket has expired.
 */
function isPassing(failure: CallFailure, from: 'api' | 'storage'): boolean {
	const { kind, facts } = failure;
	if (from === 'api' && isAboutTheFile(failure)) return false;
	if (kind === 'notSent' || kind === 'noAnswer') return true;
	if (kind !== 'refused') return false;
	const { status = 0 } = facts;
	return PASSING_REFUSALS.has(status) || status >= 500 || (from === 'storage' && status === 403);
}
