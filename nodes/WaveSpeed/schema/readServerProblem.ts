import { redact } from '../errors/redact';
import { at } from './inputProblem';

/** kin-openapi's message for an error inside the body: `Error at "/loras/0": value must be an object`. */
const AT_POINTER = /\berror at "((?:\/[^"/]*)+)"\s*:\s*([\s\S]+)/i;
const MISSING = /^property "([^"]+)" is missing/i;
const UNSUPPORTED = /^property "([^"]+)" is unsupported/i;

/**
 * Finds the field that a server's refusal is about.
 * @param serverMessage e.g. `invalid request body, Error at "/audio": property "audio" is missing`
 * @returns undefined if the message names none
 */
export function readServerProblem(
	serverMessage: string,
): { field: string; message: string } | undefined {
	const match = AT_POINTER.exec(serverMessage.slice(0, 5_000));
	if (!match) return undefined;
	const segments = (match[1] ?? '').split('/').slice(1).map(unescapeSegment);
	const words = redact((match[2] ?? '').split(/\n|\bSchema:/)[0]).replace(/\.?$/, '');
	const field = segments.reduce(
		(path, segment, index) =>
			at(path, index > 0 && /^\d+$/.test(segment) ? Number(segment) : segment),
		'',
	);
	if (field === '') return undefined;
	const shown = redact(field);
	if (MISSING.test(words))
		return { field, message: `The input “${shown}” is required. Give it a value.` };
	if (UNSUPPORTED.test(words)) {
		return { field, message: `The input “${shown}” is unknown to this model. Remove it.` };
	}
	return { field, message: `The input “${shown}” is wrong: ${words}. Change it.` };
}

/** RFC 6901, section 4. */
function unescapeSegment(segment: string): string {
	return segment.replace(/~1/g, '/').replace(/~0/g, '~');
}
