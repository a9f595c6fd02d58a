import { digestOf } from '../digest';
import { isRecord } from '../narrow';
import { REUSE_ADDRESS_LIMIT_CHARACTERS } from '../policy';

/** Inputs that are the address of a file, or a list of addresses. */
export type FileAddresses = ReadonlyMap<string, string | readonly string[]>;

/**
 * @param input what is sent, or what a list says was sent
 * @returns everything that may be the address of a file
 */
export function fileAddressesIn(input: unknown): FileAddresses {
	const addresses = new Map<string, string | readonly string[]>();
	for (const [name, value] of Object.entries(isRecord(input) ? input : {})) {
		if (isAddress(value)) addresses.set(name, value);
		else if (Array.isArray(value) && value.length > 0 && value.every(isAddress))
			addresses.set(name, value);
	}
	return addresses;
}

/** @returns equal texts for inputs with equally many addresses in the same fields */
export function shapeOf(addresses: FileAddresses): string {
	const shape = [...addresses].map(([name, value]) => [name, isOne(value) ? 'one' : value.length]);
	return digestOf(Object.fromEntries(shape));
}

/** @returns all of them, in the order of the names and of the lists */
export function allOf(addresses: FileAddresses): string[] {
	return [...addresses]
		.sort(([one], [other]) => (one < other ? -1 : 1))
		.flatMap(([, value]) => value);
}

function isAddress(value: unknown): value is string {
	return (
		typeof value === 'string' &&
		value.length <= REUSE_ADDRESS_LIMIT_CHARACTERS &&
		/^https?:\/\//.test(value)
	);
}

function isOne(value: string | readonly string[]): value is string {
	return typeof value === 'string';
}
