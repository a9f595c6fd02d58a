import { PLACES_COMPARED } from '../policy';

/** A prediction that returns to its former place. */
interface Placeable {
	/** From its seed, if this node drew it: it grows with the place. */
	drawn?: number;
	/** On the server's clock, in milliseconds; NaN if unknown. */
	createdAt: number;
}

/**
 * Gives predictions the places that they had in the run that made them, as far as their seeds show:
 * within one run, seeds are as far apart as the places. All others follow in the order in which they were
 * made.
 * @param found newest first, and no more than there are places
 * @param orders the places: they grow with the item, and within an item with the variation
 * @returns by place
 */
export function restoreOrder<T extends Placeable>(
	found: readonly T[],
	orders: readonly number[],
): Map<number, T> {
	const placed = new Map<number, T>();
	const free = new Set([...orders].sort((one, other) => one - other));
	const left = new Set(
		[...found].reverse().sort((one, other) => (one.createdAt || 0) - (other.createdAt || 0)),
	);
	const place = (one: T, order: number) => {
		placed.set(order, one);
		left.delete(one);
		free.delete(order);
	};
	const span = Math.max(...orders) - Math.min(...orders);
	for (const oldest of left) {
		const start = likeliestStart(numbersOfItsRun(oldest, left, span), free);
		if (start !== undefined) {
			for (const one of left) {
				const order = (one.drawn ?? NaN) - start;
				if (free.has(order)) place(one, order);
			}
		}
		const [first] = free;
		if (left.has(oldest) && first !== undefined) place(oldest, first);
	}
	return placed;
}

/** @returns the drawn numbers of those made after it, perhaps by the same run */
function numbersOfItsRun(
	{ drawn: own = NaN }: Placeable,
	others: Iterable<Placeable>,
	span: number,
): number[] {
	const numbers = firstOf(others).map(({ drawn = NaN }) => drawn);
	return numbers.filter((number) => Math.abs(number - own) <= span);
}

/**
 * @param numbers drawn by one run
 * @returns the number of place 0 in that run that gives most of them a place; of several the highest, as
 * predictions without a place were mostly at the end; undefined if no two fit together
 */
function likeliestStart(numbers: readonly number[], free: ReadonlySet<number>): number | undefined {
	const lowest = Math.min(...numbers);
	let start: number | undefined;
	let most = 1;
	for (const order of firstOf(free)) {
		const count = numbers.filter((number) => free.has(number - lowest + order)).length;
		if (count > most) [start, most] = [lowest - order, count];
	}
	return start;
}

/** Enough to recognise the run: otherwise thousands of equal items would be compared with one another. */
function firstOf<T>(all: Iterable<T>): T[] {
	const first: T[] = [];
	for (const one of all) if (first.push(one) === PLACES_COMPARED) break;
	return first;
}
