import { DEFAULT_MODEL } from '../defaultModel';
import { InputError } from '../errors/errorClasses';
import { redact } from '../errors/redact';

/**
 * All paths of the API are below this. The comment of each path names its source: pages of the vendor's
 * documentation, and its own clients (SDKs, command line, MCP server) if they call it.
 */
export const API_ROOT = '/api/v3';

/** GET: the account's remaining credit. Source: all of the vendor's clients. */
export const BALANCE_PATH = `${API_ROOT}/balance`;
/** POST: a page of the account's charges and refunds. Source: the vendor's documentation and command line. */
export const BILLINGS_PATH = `${API_ROOT}/billings/search`;
/** GET: the secret that callbacks are signed with. Source: the vendor's page “Verify webhooks”. */
export const CALLBACK_SECRET_PATH = `${API_ROOT}/webhook/secret`;
/** GET: every model with its schema and price, in one answer. Source: all of the vendor's clients. */
export const MODELS_PATH = `${API_ROOT}/models`;
/** POST: a page of the account's predictions. Source: the vendor's documentation and command line. */
export const PREDICTIONS_PATH = `${API_ROOT}/predictions`;
/** POST: deletes predictions from the account for good. Source: the vendor's documentation and command line. */
export const DELETE_PREDICTIONS_PATH = `${PREDICTIONS_PATH}/delete`;
/** POST: what a prediction would cost. Source: the vendor's command line and MCP server. */
export const PRICE_PATH = `${API_ROOT}/model/price`;
/** POST: an older form of the same, which may be the only one. Source: the vendor's documentation. */
export const OLDER_PRICE_PATH = `${API_ROOT}/model/pricing`;
/** POST: permission to put a file into the vendor's storage. Source: the vendor's newer clients. */
export const UPLOAD_TICKET_PATH = `${API_ROOT}/media/uploads`;
/** POST: a file in one request, the older way. Source: the vendor's documentation and older clients. */
export const UPLOAD_PATH = `${API_ROOT}/media/upload/binary`;

/** One segment of a model id; a leading dot would allow `.` and `..`. */
const SEGMENT = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;
const PREDICTION_ID = /^[A-Za-z0-9_-]{1,128}$/;
const MODEL_ID_LIMIT = 200;

/** API paths that no model id may name. */
const RESERVED = new Set([
	'predictions',
	'models',
	'model',
	'media',
	'balance',
	'webhook',
	'user',
	'billings',
]);

/**
 * The path that runs a model: POST, and the only one that costs money. An id becomes part of an address that
 * gets the key, so it may name nothing but a model.
 * @throws InputError unless it is `owner/model` or `owner/family/model`
 */
export function modelPath(modelId: unknown): string {
	return `${API_ROOT}/${checkModelId(modelId)}`;
}

/** @throws InputError */
export function checkModelId(modelId: unknown): string {
	const id = typeof modelId === 'string' ? modelId.trim() : '';
	if (id === '') {
		throw new InputError(
			`No model is chosen. Choose one from the list of the field “Model”, or enter an id such as ${DEFAULT_MODEL}. Nothing was submitted.`,
			{ reason: 'noModel', field: 'model' },
		);
	}
	if (isModelId(id)) return id;
	throw new InputError(
		`“${redact(id).slice(0, 80)}” is not a model id. Ids look like ${DEFAULT_MODEL}: names joined by slashes, without spaces, “..”, “?” or “#”. Copy it from the model’s page at wavespeed.ai/models or choose it from the list. Nothing was submitted.`,
		{ reason: 'invalidModelId', field: 'model' },
	);
}

/** Whether this may name a model, and nothing else of the API. */
export function isModelId(id: string): boolean {
	const segments = id.split('/');
	return (
		id.length <= MODEL_ID_LIMIT &&
		segments.length >= 2 &&
		segments.length <= 6 &&
		segments.every((segment) => SEGMENT.test(segment)) &&
		!RESERVED.has((segments[0] ?? '').toLowerCase())
	);
}

/**
 * The path of a prediction's result: GET. Source: all of the vendor's clients; a submission's answer names it, too.
 * @throws InputError for a prediction id that is empty or looks like a path
 */
export function predictionResultPath(predictionId: unknown): string {
	return `${PREDICTIONS_PATH}/${checkPredictionId(predictionId)}/result`;
}

/** @throws InputError */
export function checkPredictionId(predictionId: unknown): string {
	const id = typeof predictionId === 'string' ? predictionId.trim() : '';
	if (id === '') {
		throw new InputError(
			'The field “Prediction ID” is empty. Enter the id that Submit returned, for example with the expression {{ $json.id }}.',
			{ reason: 'noPredictionId', field: 'predictionId' },
		);
	}
	if (PREDICTION_ID.test(id)) return id;
	if (isFileName(id)) {
		throw new InputError(
			`“${redact(id).slice(0, 80)}” is not a prediction id. ${CHOOSE_FROM_LIST}`,
			{ reason: 'invalidPredictionId', field: 'predictionId' },
		);
	}
	throw new InputError(
		`“${redact(id).slice(0, 80)}” is not a prediction id. Ids are letters and digits only, like ded09b4c9b104fb88a38feab74c9d54c; enter the id, or the address of its result.`,
		{ reason: 'invalidPredictionId', field: 'predictionId' },
	);
}

/** Whether this is an id as the API gives it. Ids in answers are checked, never just shortened. */
export function isPredictionId(value: unknown): value is string {
	return typeof value === 'string' && PREDICTION_ID.test(value);
}

/**
 * The node's file names end with eight of the 32 characters of the prediction's id: `ded09b4c`,
 * `a-lighthouse-at-dusk-v2-ded09b4c.mp4`, or `kite-ded09b4c-3.png` for one of several.
 */
const NAME = /^(?:[^/?#]{1,250}-)?[\da-f]{8}(?:-\d{1,3})?(?:\.[a-z\d]{2,5})?$/i;

/** Whether a value given as a prediction id is really a file name, or the end of one. */
export function isFileName(id: string): boolean {
	return NAME.test(id);
}

/** What the user should do instead. */
export const CHOOSE_FROM_LIST =
	'This looks like the end of a file’s name, which has 8 of an id’s 32 characters: choose the prediction in the field “Prediction ID” under “From List”.';
