import { callApi } from '../api/call';
import { CallFailure, rethrown } from '../api/callFailure';
import { accountOf, type ApiHost, type Connection } from '../api/connection';
import { MODELS_PATH } from '../api/paths';
import { BoundedMap } from '../boundedMap';
import { isRecord } from '../narrow';
import {
	CATALOGUE_COPIES,
	CATALOGUE_MAX_AGE,
	CATALOGUE_REST_AFTER_FAILURE,
	CATALOGUE_RESPONSE_LIMIT_BYTES,
} from '../policy';
import { systemTime, type Time } from '../time';
import { readModel, type Model } from './model';
import { nearest } from './nearestName';

export interface Catalogue {
	/** In the vendor's order. */
	models: readonly Model[];
	find(id: string): Model | undefined;
	/** The id that the user most likely meant. */
	nearest(id: string): string | undefined;
	/** True if the API did not answer and this copy is older than it should be. */
	stale: boolean;
}

interface CachedCatalogue {
	catalogue?: Catalogue;
	loadedAt: number;
	/** When the last attempt failed; -Infinity after a success. */
	failedAt: number;
	underWay?: Promise<Catalogue>;
}

/** Keyed by a digest of base URL and key, so that no key is held longer than its run. */
const copies = new BoundedMap<string, CachedCatalogue>(CATALOGUE_COPIES);

/**
 * The models that the credential can use: requested once per credential and hour, however many items,
 * nodes and panels want them, and shared by simultaneous callers. While the API is down, an outdated copy
 * is used. A failure without any copy is thrown and not remembered.
 * @throws CallFailure; `stopped` if the caller's signal aborts, while the request continues for the
 * others
 */
export async function loadCatalogue(
	host: ApiHost,
	connection: Connection,
	options: { signal?: AbortSignal; time?: Time } = {},
): Promise<Catalogue> {
	const { signal, time = systemTime } = options;
	if (signal?.aborted) throw new CallFailure('stopped');
	const copy = copyOf(connection);
	const now = time.now();
	if (copy.catalogue) {
		if (now - copy.loadedAt < CATALOGUE_MAX_AGE) return copy.catalogue;
		if (now - copy.failedAt < CATALOGUE_REST_AFTER_FAILURE)
			return { ...copy.catalogue, stale: true };
	}
	copy.underWay ??= refresh(host, connection, copy, time).finally(
		() => (copy.underWay = undefined),
	);
	try {
		return await unlessStopped(copy.underWay, signal);
	} catch (error) {
		if (signal?.aborted || !copy.catalogue) throw rethrown(error);
		return { ...copy.catalogue, stale: true };
	}
}

/** The request gets no caller's signal: if one caller stops, the others still want its answer. */
async function refresh(host: ApiHost, connection: Connection, copy: CachedCatalogue, time: Time) {
	try {
		const data = await callApi(host, connection, {
			method: 'GET',
			path: MODELS_PATH,
			limitBytes: CATALOGUE_RESPONSE_LIMIT_BYTES,
		});
		copy.catalogue = makeCatalogue(data);
		copy.loadedAt = time.now();
		copy.failedAt = -Infinity;
		return copy.catalogue;
	} catch (error) {
		copy.failedAt = time.now();
		throw rethrown(error);
	}
}

/**
 * @param data the envelope's data: an array of rows
 * @throws CallFailure `unreadable` without a single model: an empty catalogue would make every model unknown
 */
export function makeCatalogue(data: unknown): Catalogue {
	const rows = Array.isArray(data) ? data : isRecord(data) ? data.items : undefined;
	const byId = new Map<string, Model>();
	for (const row of inVendorOrder(Array.isArray(rows) ? rows : [])) {
		const model = readModel(row, byId.size);
		if (model && !byId.has(model.id)) byId.set(model.id, model);
	}
	if (byId.size === 0) throw new CallFailure('unreadable', { got: 'noData' });
	const models = [...byId.values()];
	return {
		models,
		find: (id) => byId.get(id),
		nearest: (id) => nearest(id, [...byId.keys()]),
		stale: false,
	};
}

/** `sort_order` is highest for the models that the vendor shows first; rows without it come last. */
function inVendorOrder(rows: unknown[]): unknown[] {
	const rank = (row: unknown) =>
		isRecord(row) && typeof row.sort_order === 'number' ? row.sort_order : -Infinity;
	const compare = (a: number, b: number) => (a === b ? 0 : b > a ? 1 : -1);
	return [...rows].sort((a, b) => compare(rank(a), rank(b)));
}

function copyOf(connection: Connection): CachedCatalogue {
	const key = accountOf(connection);
	const known = copies.get(key);
	if (known) return known;
	const copy: CachedCatalogue = { loadedAt: -Infinity, failedAt: -Infinity };
	copies.set(key, copy);
	return copy;
}

/** Waits for a shared promise, but no longer than the caller's signal allows. */
async function unlessStopped<T>(shared: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
	if (!signal) return await shared;
	return await new Promise<T>((resolve, reject) => {
		const stop = () => reject(new CallFailure('stopped'));
		signal.addEventListener('abort', stop, { once: true });
		shared.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
	});
}
