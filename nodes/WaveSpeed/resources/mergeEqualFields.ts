import type { INodeProperties } from 'n8n-workflow';

/** Where a field is shown: `resource/operation`. */
type OperationPath = `${string}/${string}`;

interface Merged {
	field: INodeProperties;
	/** The field without the places where it is shown. */
	meaning: string;
	places: Set<OperationPath>;
}

/**
 * Merges fields that are equal except for the operations that show them. n8n evaluates every property of
 * a node twice for every item, shown or not: a prompt with an expression, declared four times, was
 * evaluated nine times for each item (0.8 ms each, measured on n8n 2.41.1).
 * @param operations all operations, as `resource/operation`
 * @returns each merged field at the place of the first; the order of an operation's fields stays
 */
export function mergeEqualFields(
	properties: readonly INodeProperties[],
	operations: ReadonlySet<OperationPath>,
): INodeProperties[] {
	const merged: Merged[] = [];
	for (const field of properties) {
		const places = placesOf(field);
		const meaning = meaningOf(field);
		const equal = merged.find(
			(one) => one.meaning === meaning && canShare(one.places, places, operations),
		);
		if (equal) {
			equal.places = new Set([...equal.places, ...places]);
			equal.field = showAt(equal.field, equal.places);
		} else merged.push({ field, meaning, places });
	}
	return merged.map(({ field }) => field);
}

function placesOf({ displayOptions }: INodeProperties): Set<OperationPath> {
	const { resource = [], operation = [] } = displayOptions?.show ?? {};
	return new Set(
		resource.flatMap((one) =>
			operation.map((other): OperationPath => `${String(one)}/${String(other)}`),
		),
	);
}

function meaningOf(field: INodeProperties): string {
	const { displayOptions } = field;
	const further = { ...displayOptions?.show, resource: undefined, operation: undefined };
	return JSON.stringify({ ...field, displayOptions: { ...displayOptions, show: further } });
}

/**
 * n8n shows a field for every combination of its resources and its operations, so none of these may be
 * unwanted.
 */
function canShare(
	some: ReadonlySet<OperationPath>,
	others: ReadonlySet<OperationPath>,
	operations: ReadonlySet<OperationPath>,
): boolean {
	if (some.size === 0 || others.size === 0) return false;
	const wanted = new Set([...some, ...others]);
	const { resource, operation } = partsOf(wanted);
	return resource.every((one) =>
		operation.every((other) => wanted.has(`${one}/${other}`) || !operations.has(`${one}/${other}`)),
	);
}

function showAt(field: INodeProperties, places: ReadonlySet<OperationPath>): INodeProperties {
	const { displayOptions } = field;
	return {
		...field,
		displayOptions: {
			...displayOptions,
			show: { ...displayOptions?.show, ...partsOf(places) },
		},
	};
}

function partsOf(places: ReadonlySet<OperationPath>): { resource: string[]; operation: string[] } {
	const parts = [...places].map((place) => place.split('/'));
	return {
		resource: [...new Set(parts.map(([resource = '']) => resource))],
		operation: [...new Set(parts.map(([, operation = '']) => operation))],
	};
}
