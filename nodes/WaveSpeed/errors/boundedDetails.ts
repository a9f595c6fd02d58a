import { DETAILS_DEPTH_LIMIT, DETAIL_LIMIT_CHARACTERS, MESSAGE_LIMIT_CHARACTERS } from '../policy';

/** Room at the end of a shortened message: that is where it says what to do. */
const END_CHARACTERS = 600;

/**
 * Shortens a message in the middle: its beginning says what happened, its end what to do and what it
 * cost.
 */
export function boundedMessage(message: string): string {
	if (message.length <= MESSAGE_LIMIT_CHARACTERS) return message;
	const begin = message.slice(0, MESSAGE_LIMIT_CHARACTERS - END_CHARACTERS - 3).trimEnd();
	return `${begin} … ${message.slice(-END_CHARACTERS).trimStart()}`;
}

/**
 * A copy of an error's details in which no text is longer than a signed address and nothing is nested
 * deeper than a row of n8n should be. Lists keep all their entries: they hold the ids of paid
 * predictions.
 */
export function boundedDetails<T extends object>(details: T): T {
	return bounded(details, DETAILS_DEPTH_LIMIT) as T;
}

function bounded(value: unknown, levels: number): unknown {
	if (typeof value === 'string') {
		return value.length <= DETAIL_LIMIT_CHARACTERS
			? value
			: `${value.slice(0, SHORTENED_CHARACTERS)}… (${value.length} characters)`;
	}
	if (typeof value !== 'object' || value === null) return value;
	if (levels === 0) return '…';
	if (Array.isArray(value)) return value.map((entry) => bounded(entry, levels - 1));
	return Object.fromEntries(
		Object.entries(value).flatMap(([name, member]) =>
			member === undefined ? [] : [[name.slice(0, 200), bounded(member, levels - 1)]],
		),
	);
}

/** Half an address is useless, so a text too long to be an address keeps only its beginning. */
const SHORTENED_CHARACTERS = 200;
