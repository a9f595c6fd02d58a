import type { Model } from '../../../nodes/WaveSpeed/models/model.ts';
import { SEED_LIMIT, SEEDS_AT_LEAST } from '../../../nodes/WaveSpeed/policy.ts';
import {
	drawnNumberOf,
	drawSeed,
	isDrawnSeed,
	isSeedSet,
	seedRange,
} from '../../../nodes/WaveSpeed/submission/request/seed.ts';

const modelWith = (seed: object | undefined, id = 'm'): Model =>
	({
		id,
		inputs: [{ name: 'prompt', kind: 'string' }, ...(seed ? [{ name: 'seed', ...seed }] : [])],
	}) as never;
const integer = (more: object = {}, id?: string) =>
	modelWith({ kind: 'integer', default: -1, ...more }, id);
/** Of a run of its own. */
const identity = (run: unknown, order = 0) => ({ run: [run], order });
const draws = (model: Model, count = 200) =>
	Array.from({ length: count }, (_one, place) => drawSeed(model, {}, identity(place))!);

describe('a seed that the node draws', () => {
	it.each([
		['no catalogue', undefined],
		['no inputs', { id: 'm' } as never],
		['no seed', modelWith(undefined)],
		['a seed that is a text', modelWith({ kind: 'string' })],
		['a choice of seeds', integer({ choices: [1, 2] })],
		['too few seeds', integer({ minimum: 0, maximum: SEEDS_AT_LEAST - 2 })],
		[
			'too few seeds from a high one on',
			integer({ minimum: 1e6, maximum: 1e6 + SEEDS_AT_LEAST - 2 }),
		],
	])('is none for a model with %s', (_what, model) => {
		expect(drawSeed(model, {}, identity('x'))).toBeUndefined();
	});

	it.each([
		['just enough of them', integer({ minimum: 0, maximum: SEEDS_AT_LEAST - 1 })],
		['enough from a high one on', integer({ minimum: 1e6, maximum: 1e6 + SEEDS_AT_LEAST - 1 })],
		['any integer', integer()],
		['any number', modelWith({ kind: 'number' })],
		['negative ones', integer({ minimum: -100 })],
		['more than are safe', integer({ maximum: 1e15 })],
	])('is within what the model takes, for %s, and known again', (_what, model) => {
		const { lowest, highest } = seedRange(model);
		for (const seed of draws(model)) {
			expect(Number.isInteger(seed) && seed >= lowest && seed <= highest).toBe(true);
			expect(isDrawnSeed(model, seed)).toBe(true);
		}
		expect([lowest >= 0, highest <= SEED_LIMIT]).toEqual([true, true]);
		expect(new Set(draws(model)).size).toBeGreaterThan(190);
	});

	it('is the same for the same submission, and another one for another', () => {
		expect(drawSeed(integer(), {}, identity('a'))).toBe(drawSeed(integer(), {}, identity('a')));
		expect(drawSeed(integer(), {}, identity('a'))).not.toBe(drawSeed(integer(), {}, identity('b')));
	});

	it.each([
		['any integer', integer()],
		['just enough of them', integer({ minimum: 5, maximum: SEEDS_AT_LEAST + 4 })],
	])('grows with the place in its run, for %s', (_what, model) => {
		const numbers = [0, 1, 10, 65_535].map(
			(order) => drawnNumberOf(model, drawSeed(model, {}, identity('a', order)))!,
		);
		expect(numbers.map((number) => number - numbers[0]!)).toEqual([0, 1, 10, 65_535]);
	});

	it('is another one in every place of a run, however many there are', () => {
		const seeds = Array.from({ length: 100 }, (_one, index) =>
			drawSeed(integer(), {}, identity('a', index * 65_536)),
		);
		expect(new Set(seeds).size).toBe(100);
	});

	it('has a number only where this node has drawn it', () => {
		const seed = drawSeed(integer(), {}, identity('a'))!;
		expect(drawnNumberOf(integer(), seed)).toEqual(expect.any(Number));
		expect(drawnNumberOf(integer(), seed + 1)).toBeUndefined();
		expect(drawnNumberOf(integer(), undefined)).toBeUndefined();
	});

	it('is rarely what somebody chooses, and bears the mark of its model', () => {
		const chosen = Array.from({ length: 2_000 }, (_one, seed) => seed);
		expect(chosen.filter((seed) => isDrawnSeed(integer(), seed)).length).toBeLessThan(100);
		const other = modelWith({ kind: 'integer' }, 'other');
		expect(draws(integer()).filter((seed) => isDrawnSeed(other, seed)).length).toBeLessThan(30);
	});

	it.each([0.5, 'text', undefined])('is not %j', (seed) => {
		expect(isDrawnSeed(integer(), seed)).toBe(false);
	});

	it('is never below the lowest, and may be the lowest itself', () => {
		const models = Array.from({ length: 500 }, (_one, place) => integer({}, `maker/${place}`));
		expect(models.filter((model) => isDrawnSeed(model, -64))).toEqual([]);
		expect(models.filter((model) => isDrawnSeed(model, 0)).length).toBeGreaterThan(0);
	});

	it.each([0, 1e6])('is not known again where a model has too few, from %d on', (minimum) => {
		const few = integer({ minimum, maximum: minimum + SEEDS_AT_LEAST - 2 });
		for (let more = 0; more < 1_000; more++) expect(isDrawnSeed(few, minimum + more)).toBe(false);
	});

	it('may be any of 31 bits where nothing is known of the model’s', () => {
		expect(seedRange(modelWith(undefined))).toEqual({ lowest: 0, highest: SEED_LIMIT });
	});
});

describe('whether somebody has set a seed', () => {
	it.each([
		[undefined, -1, false],
		[null, -1, false],
		['', -1, false],
		['', undefined, false],
		[-1, -1, false],
		['-1', -1, false],
		[-1, '-1', false],
		[-2, -1, true],
		[-1, undefined, true],
		[0, 0, true],
		[0, -1, true],
		[7, 7, true],
		[7, -1, true],
		['7', -1, true],
	])('%j with the default %j: %s', (seed, byDefault, isSet) => {
		expect(isSeedSet(seed, byDefault)).toBe(isSet);
		expect(
			drawSeed(integer({ default: byDefault }), { seed: seed as never }, identity('x')) ===
				undefined,
		).toBe(isSet);
	});
});
