import { loadCatalogue, makeCatalogue } from '../../nodes/WaveSpeed/models/catalogue.ts';
import { CATALOGUE_MAX_AGE, CATALOGUE_REST_AFTER_FAILURE } from '../../nodes/WaveSpeed/policy.ts';
import { FakeHost, StoppedClock, freshConnection, ok, refused, status } from './apiHost.mts';
import { rowOf } from './modelFrom.mts';

const rows = [
	rowOf({ properties: {} }, { model_id: 'acme/last', sort_order: 1 }),
	rowOf({ properties: {} }, { model_id: 'acme/first', sort_order: 9 }),
	rowOf({ properties: {} }, { model_id: 'acme/first', sort_order: 5 }),
	{ hasNoId: true },
];

let clock: StoppedClock;
beforeEach(() => (clock = new StoppedClock()));

it('asks once, whoever asks at the same time and within the hour', async () => {
	const host = new FakeHost([ok(rows)]);
	const connection = freshConnection();
	const load = async () => await loadCatalogue(host, connection, { time: clock });
	const all = await Promise.all(Array.from({ length: 50 }, load));
	expect(new Set(all).size).toBe(1);
	clock.advance(CATALOGUE_MAX_AGE - 1);
	await load();
	expect(host.requests).toHaveLength(1);
	expect(host.requests[0]).toMatchObject({
		method: 'GET',
		url: 'https://api.example/api/v3/models',
	});
	clock.advance(1);
	await load();
	expect(host.requests).toHaveLength(2);
});

it('keeps a copy per credential and base URL', async () => {
	const host = new FakeHost([ok(rows)]);
	const connection = freshConnection();
	await loadCatalogue(host, connection, { time: clock });
	await loadCatalogue(host, { ...connection, baseUrl: 'https://other.example' }, { time: clock });
	await loadCatalogue(host, freshConnection(), { time: clock });
	expect(host.requests).toHaveLength(3);
});

it('uses the stale copy while the API is down, and lets the API rest', async () => {
	const host = new FakeHost([ok(rows)]);
	const connection = freshConnection();
	const load = async () => await loadCatalogue(host, connection, { time: clock });
	expect((await load()).stale).toBe(false);
	clock.advance(CATALOGUE_MAX_AGE);
	host.answerWith(refused());
	expect(await load()).toMatchObject({
		stale: true,
		models: [{ id: 'acme/first' }, { id: 'acme/last' }],
	});
	await load();
	expect(host.requests).toHaveLength(2);
	clock.advance(CATALOGUE_REST_AFTER_FAILURE);
	host.answerWith(ok(rows));
	expect((await load()).stale).toBe(false);
	expect(host.requests).toHaveLength(3);
});

it('remembers no failure when there is no copy', async () => {
	const host = new FakeHost([status(503)]);
	const connection = freshConnection();
	const load = async () => await loadCatalogue(host, connection, { time: clock });
	await expect(load()).rejects.toMatchObject({
		name: 'CallFailure',
		kind: 'refused',
		facts: { status: 503 },
	});
	host.answerWith(ok(rows));
	expect((await load()).models).toHaveLength(2);
});

it.each([
	['an empty list', []],
	['rows without ids', [{}, null, 7]],
	['something else', { models: 'none' }],
])('does not take %s for a catalogue', async (_, data) => {
	const load = loadCatalogue(new FakeHost([ok(data)]), freshConnection(), { time: clock });
	await expect(load).rejects.toMatchObject({ kind: 'unreadable' });
});

it('leaves the request to the others when one caller stops', async () => {
	let answer: (value: unknown) => void = () => {};
	const host = new FakeHost([() => new Promise((resolve) => (answer = resolve))]);
	const connection = freshConnection();
	const stop = new AbortController();
	const stopped = loadCatalogue(host, connection, { signal: stop.signal, time: clock });
	const other = loadCatalogue(host, connection, {
		signal: new AbortController().signal,
		time: clock,
	});
	stop.abort();
	await expect(stopped).rejects.toMatchObject({ kind: 'stopped' });
	answer(ok(rows)());
	expect((await other).models).toHaveLength(2);
	expect(host.requests).toHaveLength(1);
});

it('asks nothing for a caller that has stopped already', async () => {
	const host = new FakeHost([ok(rows)]);
	const signal = AbortSignal.abort();
	await expect(
		loadCatalogue(host, freshConnection(), { signal, time: clock }),
	).rejects.toMatchObject({ kind: 'stopped' });
	expect(host.requests).toHaveLength(0);
});

describe('a catalogue', () => {
	const catalogue = makeCatalogue(rows);

	it('has every model once, in the vendor’s order', () => {
		expect(catalogue.models.map(({ id, position }) => [id, position])).toEqual([
			['acme/first', 0],
			['acme/last', 1],
		]);
	});

	it('finds by id and knows what a wrong id means', () => {
		expect(catalogue.find('acme/last')?.id).toBe('acme/last');
		expect(catalogue.find('__proto__')).toBeUndefined();
		expect(catalogue.nearest('acme/frist')).toBe('acme/first');
		expect(catalogue.nearest('something-else/entirely')).toBeUndefined();
	});
});
