import { redact } from '../errors/redact';
import { ANSWER_DEPTH_LIMIT } from '../policy';
import { PROTOTYPE_KEYS } from '../narrow';
import { describeValue, readWords } from './answerValues';
import { CallFailure, type CallFailureFacts } from './callFailure';
import { readId } from './prediction';

export interface RawAnswer {
	/** The HTTP status. */
	status: number;
	contentType: string;
	text: string;
	retryAfterMs?: number;
}

type JsonObject = Record<string, unknown>;

/**
 * Takes `data` out of the API's envelope `{code, message, data}`. Three layers can report an error: the
 * HTTP status, the envelope's code, and (elsewhere) the status of a prediction. The vendor's documents of
 * August 2026 show answers without an envelope; those are taken as they are.
 * @param mayBeEmpty whether a success may have no data
 * @returns `data`, an object or an array; `{}` if there is none and none is needed
 * @throws CallFailure `refused`, `redirected` or `unreadable`
 */
export function openEnvelope(
	answer: RawAnswer,
	secrets: readonly string[],
	mayBeEmpty = false,
): object {
	const { status, retryAfterMs } = answer;
	if (status >= 300 && status < 400) throw new CallFailure('redirected', { status });
	const parsed = parse(answer);
	if (!parsed) {
		const got = whatItLooksLike(answer);
		// An error status counts no matter who sends it, but a proxy's page is never quoted.
		if (status >= 400) throw new CallFailure('refused', { status, retryAfterMs, got });
		if (got === 'nothing' && mayBeEmpty) return {};
		throw new CallFailure('unreadable', { status, got });
	}
	if (makeSafe(parsed)) throw new CallFailure('unreadable', { status, got: 'tooMuch' });
	const body: JsonObject = Array.isArray(parsed) ? { data: parsed } : parsed;
	const code = readNumber(body.code);
	const failed =
		status >= 400 || (code !== undefined && (code < 200 || code >= 300)) || isBareError(body);
	if (failed) throw refusal(body, code, answer, secrets);
	const { data } = body;
	if (typeof data === 'object' && data !== null) return data;
	if (isBareSecret(body) || (isNothing(data) && hasMoreThanAnEnvelope(body))) return body;
	if (isNothing(data) && mayBeEmpty) return {};
	throw new CallFailure('unreadable', { status, got: 'noData', came: describeValue(parsed) });
}

function refusal(
	body: JsonObject,
	code: number | undefined,
	{ status, retryAfterMs }: RawAnswer,
	secrets: readonly string[],
): CallFailure {
	const inEnvelope = code !== undefined && code >= 400 && code < 600 ? code : undefined;
	return new CallFailure('refused', {
		status: status >= 400 ? status : (inEnvelope ?? status),
		...(status < 400 && { inEnvelope: true }),
		retryAfterMs,
		serverCode: readCode(body, code, secrets),
		serverMessage: redact(readMessage(body), secrets) || undefined,
		...predictionIn(body),
	});
}

/**
 * An id in `data` is a prediction's. An id beside the error text may be the request's, so it counts only
 * together with another property of a prediction.
 */
function predictionIn(body: JsonObject): Pick<CallFailureFacts, 'prediction' | 'predictionId'> {
	const { data } = body;
	const isInData = typeof data === 'object' && data !== null;
	const prediction = isInData ? data : looksLikePrediction(body) ? body : undefined;
	const predictionId = readId(prediction);
	return predictionId === undefined ? {} : { predictionId, prediction };
}

function looksLikePrediction(body: JsonObject): boolean {
	return (
		typeof body.status === 'string' || Array.isArray(body.outputs) || typeof body.urls === 'object'
	);
}

/**
 * An error without code and envelope that comes with a good HTTP status. Predictions also have an
 * `error`.
 */
function isBareError(body: JsonObject): boolean {
	if (body.code !== undefined || 'data' in body || readId(body) !== undefined) return false;
	return readWords(body.error) !== undefined && !('status' in body);
}

/** The one answer whose form is not documented: the callback secret, with or without an envelope. */
function isBareSecret({ data }: JsonObject): boolean {
	return typeof data === 'string' && data.startsWith('whsec_');
}

function isNothing(data: unknown): boolean {
	return data === undefined || data === null;
}

const ENVELOPE: ReadonlySet<string> = new Set(['code', 'data', 'error', 'message', 'success']);

function hasMoreThanAnEnvelope(body: JsonObject): boolean {
	return Object.keys(body).some((key) => !ENVELOPE.has(key));
}

/** @returns the parsed object or list; null for anything else */
function parse(answer: RawAnswer): JsonObject | unknown[] | null {
	try {
		const value: unknown = JSON.parse(answer.text);
		if (typeof value === 'object') return value as JsonObject | unknown[] | null;
	} catch {
		// Not JSON, or nested deeper than the stack: the API sends neither.
	}
	return null;
}

/**
 * Removes keys that reach a prototype: JSON.parse keeps `__proto__` as an ordinary own key, and a later
 * copy would turn it into a prototype. One walk costs far less than a reviver.
 * @returns whether it is nested too deep: code that copies or prints a row walks it recursively
 */
function makeSafe(value: unknown, levels = ANSWER_DEPTH_LIMIT): boolean {
	if (typeof value !== 'object' || value === null) return false;
	if (levels === 0) return true;
	if (Array.isArray(value)) {
		for (const entry of value) if (makeSafe(entry, levels - 1)) return true;
		return false;
	}
	const object = value as JsonObject;
	// JSON.parse creates no other enumerable keys than own ones.
	for (const key in object) {
		if (PROTOTYPE_KEYS.has(key)) delete object[key];
		else if (makeSafe(object[key], levels - 1)) return true;
	}
	return false;
}

const HTML = /^\s*<(!doctype|html|\?xml|[a-z])/i;

function whatItLooksLike({
	contentType,
	text,
}: RawAnswer): 'html' | 'brokenJson' | 'nothing' | 'text' {
	// The first characters show what it is; there is no need to search megabytes of something else.
	const begin = text.slice(0, 10_000);
	if (begin.trim() === '') return 'nothing';
	if (/html|xml/i.test(contentType) || HTML.test(begin)) return 'html';
	return /json/i.test(contentType) || /^\s*[{[]/.test(begin) ? 'brokenJson' : 'text';
}

/**
 * The order in which the vendor's own desktop client looks for a message; then the message of a failed
 * task.
 */
function readMessage(body: JsonObject): string | undefined {
	const { data } = body as { data?: { error?: unknown; message?: unknown } | null };
	return (
		readWords(body.message, isSuccessWord) ??
		readWords(body.error) ??
		readWords(body.detail) ??
		readWords(body.errors) ??
		readWords(data?.error) ??
		readWords(data?.message)
	);
}

/** Some refusals have `"message": "success"` beside their code; the real message is elsewhere. */
function isSuccessWord(words: string): boolean {
	return /^(success|ok)$/i.test(words.trim());
}

function readCode(
	body: JsonObject,
	code: number | undefined,
	secrets: readonly string[],
): number | string | undefined {
	const { error_code: own } = body;
	if (typeof own === 'number') return own;
	if (typeof own === 'string' && own !== '') return redact(own, secrets);
	// A failed task has the number that says why; its envelope only says that something is wrong.
	const ofTask = readNumber((body.data as { code?: unknown } | null | undefined)?.code);
	return ofTask === undefined || ofTask < 1_000 ? code : ofTask;
}

/** @returns undefined for 0, which means that nothing went wrong, and for anything that is not a number */
function readNumber(code: unknown): number | undefined {
	const number = typeof code === 'string' && /^\d{1,6}$/.test(code) ? Number(code) : code;
	return typeof number === 'number' && number !== 0 ? number : undefined;
}
