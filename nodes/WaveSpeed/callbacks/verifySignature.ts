import { createHmac, timingSafeEqual } from 'crypto';

import { CALLBACK_AGE_LIMIT_SECONDS } from '../policy';

/** A callback as it arrived. */
export interface SignedCallback {
	/** Lower-case names, as Node.js gives them. */
	headers: Readonly<Record<string, unknown>>;
	/** The bytes that were sent; undefined if n8n did not keep them. */
	rawBody?: Buffer;
}

/** Why a callback is not believed. */
export type Distrust =
	/** No signature, id or timestamp. */
	| 'unsigned'
	/** Headers that WaveSpeed never sends: another version, upper case, repeated headers. */
	| 'malformed'
	/** Sent longer ago than a callback may take, or in the future. */
	| 'outOfTime'
	/** The bytes are not available; a body put together again would prove nothing. */
	| 'noRawBody'
	/** Signed with another secret, or for other content. */
	| 'wrongSignature';

/**
 * Checks a callback's signature: `webhook-signature` holds one or more entries `v3,<hex>`, each the
 * HMAC-SHA256 of `{webhook-id}.{webhook-timestamp}.{raw body}`. Source: the vendor's page “Verify
 * webhooks”. It takes the text after `whsec_` as the key; a receiver in production needed the whole
 * secret, so both are accepted.
 * @param secret with or without its prefix; an empty one proves nothing and is refused
 * @param now the wall clock
 * @returns undefined for a genuine callback
 */
export function distrust(
	callback: SignedCallback,
	secret: string,
	now: Date,
): Distrust | undefined {
	const id = callback.headers['webhook-id'];
	const timestamp = callback.headers['webhook-timestamp'];
	const signature = callback.headers['webhook-signature'];
	if (!isText(id) || !isText(timestamp) || !isText(signature)) return 'unsigned';
	const entries = signature.split(' ');
	if (!/^[\x21-\x7e]{1,256}$/.test(id) || !/^\d{1,12}$/.test(timestamp)) return 'malformed';
	if (entries.length > ENTRIES_LIMIT || !entries.every((entry) => ENTRY.test(entry)))
		return 'malformed';
	const signed = entries
		.filter((entry) => entry.startsWith(VERSION))
		.map((entry) => entry.slice(3));
	if (signed.length === 0) return 'malformed';
	const age = Math.floor(now.getTime() / 1_000) - Number(timestamp);
	if (Math.abs(age) > CALLBACK_AGE_LIMIT_SECONDS) return 'outOfTime';
	if (!callback.rawBody) return 'noRawBody';
	const keys = keysOf(secret);
	let genuine = false;
	for (const key of keys) {
		const expected = createHmac('sha256', key)
			.update(`${id}.${timestamp}.`)
			.update(callback.rawBody)
			.digest();
		// The loop always runs to its end: its duration must not reveal what matched.
		for (const hex of signed) {
			genuine = timingSafeEqual(Buffer.from(hex, 'hex'), expected) || genuine;
		}
	}
	return genuine ? undefined : 'wrongSignature';
}

const VERSION = 'v3,';
/** Entries of other versions are ignored, but must look like entries. */
const ENTRY = /^(v3,[0-9a-f]{64}|v(?!3,)[0-9]{1,3}a?,[A-Za-z0-9+/=]{1,200})$/;
const ENTRIES_LIMIT = 10;
const PREFIX = 'whsec_';

function keysOf(secret: string): string[] {
	const stripped = secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : secret;
	if (stripped === '') return [];
	return stripped === secret ? [secret] : [stripped, secret];
}

function isText(value: unknown): value is string {
	return typeof value === 'string' && value !== '';
}
