import { redact } from '../errors/redact';
import { ANSWER_DEPTH_LIMIT } from '../policy';
import { CallFailure } from './callFailure';
import { isPredictionId } from './paths';

export interface RawAnswer {
	/** The HTTP status. */
	status: number;
	contentType: string;
	text: string;
	retryAfterMs?: number;
}

/**
 * Takes `data` out of the API's envelope `{code, message, data}`. Three layers can say no: the HTTP
 * status, the envelope's code, and (elsewhere) the status of a prediction.
 * @returns `data`, an object or an array
 * @throws CallFailure `refused`, `redirected` or `unreadable`
 */
export function openEnvelope(answer: RawAnswer, secrets: readonly string[]): object {
	const { status, retryAfterMs } = answer;
	if (status >= 300 && status < 400) throw new CallFailure('redirected', { status });
	const body = parse(answer);
	if (body === undefined) {
		const got = whatItLooksLike(answer);
		// A status that says no is believed whoever says it, but a proxy's page is never quoted.
		if (status >= 400) throw new CallFailure('refused', { status, retryAfterMs, got });
		throw new CallFailure('unreadable', { status, got });
	}
	if (isDeeperThan(body, ANSWER_DEPTH_LIMIT))
		throw new CallFailure('unreadable', { status, got: 'tooMuch' });
	const code = readNumber(body.code);
	const failed = status >= 400 || (code !== undefined && (code < 200 || code >= 300));
	if (failed) {
		const inEnvelope = code !== undefined && code >= 400 && code < 600 ? code : undefined;
		throw new CallFailure('refused', {
			status: status >= 400 ? status : (inEnvelope ?? status),
			retryAfterMs,
			serverCode: readCode(body, code, secrets),
			serverMessage: redact(readMessage(body), secrets) || undefined,
			predictionId: readId(body.data),
		});
	}
	const { data } = body;
	if (typeof data === 'object' && data !== null) return data;
	if (isBareSecret(body)) return body;
	throw new CallFailure('unreadable', { status, got: 'noData' });
}

/** The one answer whose form is not documented: the callbacks' secret, with or without an envelope. */
function isBareSecret({ data, secret }: Record<string, unknown>): boolean {
	return typeof secret === 'string' || (typeof data === 'string' && data.startsWith('whsec_'));
}

/** @returns the parsed object, or undefined for what is not a JSON object */
function parse(answer: RawAnswer): Record<string, unknown> | undefined {
	try {
		// A key named __proto__ stays an ordinary own key in JSON.parse; the reviver drops it and its
		// relatives, so that no later copy can turn it into a prototype.
		const value: unknown = JSON.parse(answer.text, (key, member) =>
			key === '__proto__' || key === 'constructor' || key === 'prototype' ? undefined : member,
		);
		if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
			return value as Record<string, unknown>;
		}
	} catch {
		// Not JSON, or nested deeper than the stack: both are answers the API does not give.
	}
	return undefined;
}

function whatItLooksLike({
	contentType,
	text,
}: RawAnswer): 'html' | 'brokenJson' | 'nothing' | 'text' {
	if (text.trim() === '') return 'nothing';
	if (/html|xml/i.test(contentType) || /^\s*<(!doctype|html|\?xml|[a-z])/i.test(text))
		return 'html';
	return /json/i.test(contentType) || /^\s*[{[]/.test(text) ? 'brokenJson' : 'text';
}

/** The order in which the vendor's own desktop client looks for words. */
function readMessage(body: Record<string, unknown>): unknown {
	for (const candidate of [body.message, body.error, body.detail]) {
		if (typeof candidate === 'string' && candidate.trim() !== '') return candidate;
		if (Array.isArray(candidate)) {
			const words = candidate
				.map((entry: unknown) => (entry as { msg?: unknown } | null)?.msg)
				.filter((msg) => typeof msg === 'string');
			if (words.length > 0) return words.join('; ');
		}
		const nested = (candidate as { message?: unknown } | null | undefined)?.message;
		if (typeof nested === 'string') return nested;
	}
	if (Array.isArray(body.errors)) {
		return body.errors
			.map((entry: unknown) => (entry as { message?: unknown } | null)?.message)
			.filter((message) => typeof message === 'string')
			.join('; ');
	}
	return undefined;
}

function readCode(
	body: Record<string, unknown>,
	code: number | undefined,
	secrets: readonly string[],
): number | string | undefined {
	const { error_code: own } = body;
	if (typeof own === 'number') return own;
	return typeof own === 'string' && own !== '' ? redact(own, secrets) : code;
}

/** @returns undefined for 0, which says that nothing went wrong, and for what is no number */
function readNumber(code: unknown): number | undefined {
	const number = typeof code === 'string' && /^\d{1,6}$/.test(code) ? Number(code) : code;
	return typeof number === 'number' && number !== 0 ? number : undefined;
}

function readId(data: unknown): string | undefined {
	const id = (data as { id?: unknown } | null | undefined)?.id;
	return isPredictionId(id) ? id : undefined;
}

/** Whoever copies or prints a row walks it recursively: what is nested too deep would end them. */
function isDeeperThan(value: unknown, levels: number): boolean {
	if (typeof value !== 'object' || value === null) return false;
	return levels === 0 || Object.values(value).some((member) => isDeeperThan(member, levels - 1));
}
