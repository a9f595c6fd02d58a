import { redact } from '../errors/redact';
import { ANSWER_DEPTH_LIMIT } from '../policy';
import { PROTOTYPE_KEYS } from '../prototypeKeys';
import { readWords } from './answerWords';
import { CallFailure, type CallFailureFacts } from './callFailure';
import { readId } from './prediction';
import { describeValue } from './describeValue';

export interface RawAnswer {
	/** The HTTP status. */
	status: number;
	contentType: string;
	text: string;
	retryAfterMs?: number;
}

type JsonObject = Record<string, unknown>;

/**
 * Takes `data` out of the API's envelope `{code, message, data}`. Three layers can say no: the HTTP
 * status, the envelope's code, and (elsewhere) the status of a prediction. The vendor's documents of
 * August 2026 show answers without the envelope: those are taken as they are.
 * @param mayBeEmpty whether a success without data is one
 * @returns `data`, an object or an array; `{}` where nothing may come
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
		// A status that says no is believed whoever says it, but a proxy's page is never quoted.
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
 * An id in `data` is a prediction's. One beside the error's words may be the number of the request, so
 * it counts only together with something that a prediction has.
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

/** An error without code and envelope that comes with a good HTTP status; predictions have an `error`, too. */
function isBareError(body: JsonObject): boolean {
	if (body.code !== undefined || 'data' in body || readId(body) !== undefined) return false;
	return readWords(body.error) !== undefined && !('status' in body);
}

/** The one answer whose form is not documented: the callbacks' secret, with or without an envelope. */
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

/** @returns the parsed object or list, null for what is neither */
function parse(answer: RawAnswer): JsonObject | unknown[] | null {
	try {
		const value: unknown = JSON.parse(answer.text);
		if (typeof value === 'object') return value as JsonObject | unknown[] | null;
	} catch {
		// Not JSON, or nested deeper than the stack: both are answers the API does not give.
	}
	return null;
}

/**
 * Drops keys that reach a prototype: JSON.parse keeps `__proto__` as an ordinary own key, and a later
 * copy would turn it into a prototype. Done in one walk, which costs far less than a reviver.
 * @returns whether it is nested too deep: whoever copies or prints a row walks it recursively
 */
function makeSafe(value: unknown, levels = ANSWER_DEPTH_LIMIT): boolean {
	if (typeof value !== 'object' || value === null) return false;
	if (levels === 0) return true;
	if (Array.isArray(value)) {
		for (const entry of value) if (makeSafe(entry, levels - 1)) return true;
		return false;
	}
	const object = value as JsonObject;
	// Own keys only: nothing that JSON.parse makes has others that are enumerable.
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
	// What it is shows in the first characters; megabytes of something else are not looked through.
	const begin = text.slice(0, 10_000);
	if (begin.trim() === '') return 'nothing';
	if (/html|xml/i.test(contentType) || HTML.test(begin)) return 'html';
	return /json/i.test(contentType) || /^\s*[{[]/.test(begin) ? 'brokenJson' : 'text';
}

/** The order in which the vendor's own desktop client looks for words; then those of a failed task. */
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

/** Some refusals say `"message": "success"` beside their code: what went wrong stands elsewhere. */
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
	// A failed task has the number that tells why, its envelope only that something is wrong.
	const ofTask = readNumber((body.data as { code?: unknown } | null | undefined)?.code);
	return ofTask === undefined || ofTask < 1_000 ? code : ofTask;
}

/** @returns undefined for 0, which says that nothing went wrong, and for what is no number */
function readNumber(code: unknown): number | undefined {
	const number = typeof code === 'string' && /^\d{1,6}$/.test(code) ? Number(code) : code;
	return typeof number === 'number' && number !== 0 ? number : undefined;
}
