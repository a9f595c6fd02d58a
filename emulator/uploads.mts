import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from './clock.mts';

const TICKET_LIFETIME_MS = 60 * 60 * 1000;
const ACCOUNT = 'emulated-account';

export interface Ticket {
	/** Path on the output host the file is put to. */
	storagePath: string;
	/** Only a PUT with this in its query is let in. */
	signature: string;
	/** Only a PUT with exactly these headers is let in; names as the ticket spells them. */
	headers: Record<string, string>;
	size: number;
	expiresAt: number;
	stored: StoredFile;
}

export interface StoredFile {
	/** Path on the output host the file is read from. */
	path: string;
	/** Where its bytes are, below the emulator's temporary directory. */
	name: string;
	type: string;
}

/** What the API calls a file's type, from its MIME type: image, video, audio, else file. */
export function mediaType(contentType: string): string {
	return /^(image|video|audio)\//.exec(contentType)?.[1] ?? 'file';
}

function safeExtension(filename: string): string {
	return /\.[A-Za-z0-9]{1,12}$/.exec(filename)?.[0].toLowerCase() ?? '';
}

/** Files users brought: where they lie and who may still bring one. */
export class Uploads {
	private readonly tickets = new Map<string, Ticket>();
	private readonly storedFiles = new Map<string, StoredFile>();

	constructor(
		private readonly directory: string,
		private readonly clock: Clock,
	) {}

	/** Reserves a place; the file exists once `absolutePath` has been written. */
	reserve(filename: string, contentType: string): StoredFile {
		const name = `${this.clock.now()}_${randomBytes(8).toString('hex')}${safeExtension(filename)}`;
		const type = mediaType(contentType);
		const stored = {
			path: `/media/${ACCOUNT}/${type}s/${name}`,
			name: join('uploads', name),
			type,
		};
		this.storedFiles.set(stored.path, stored);
		return stored;
	}

	issueTicket(filename: string, size: number, contentType: string): Ticket {
		const stored = this.reserve(filename, contentType);
		const ticket: Ticket = {
			storagePath: `/storage${stored.path}`,
			signature: randomBytes(16).toString('hex'),
			// Written once: a second PUT to the same place is refused, as S3 does with this header.
			headers: { 'Content-Type': contentType, 'If-None-Match': '*' },
			size,
			expiresAt: this.clock.now() + TICKET_LIFETIME_MS,
			stored,
		};
		this.tickets.set(ticket.storagePath, ticket);
		return ticket;
	}

	isExpired(ticket: Ticket): boolean {
		return this.clock.now() > ticket.expiresAt;
	}

	ticketFor(storagePath: string): Ticket | undefined {
		return this.tickets.get(storagePath);
	}

	/** The file behind a path of the output host; undefined until its bytes have arrived. */
	find(path: string): StoredFile | undefined {
		const stored = this.storedFiles.get(path);
		return stored && existsSync(this.absolutePath(stored)) ? stored : undefined;
	}

	/** Gives a file that has arrived its time on the emulator's clock, which is its Last-Modified. */
	async stamp(stored: StoredFile): Promise<void> {
		const seconds = this.clock.now() / 1000;
		await utimes(this.absolutePath(stored), seconds, seconds);
	}

	absolutePath(stored: StoredFile): string {
		return join(this.directory, stored.name);
	}
}
