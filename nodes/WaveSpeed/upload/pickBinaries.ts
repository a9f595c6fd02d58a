import type { IBinaryData, INodeExecutionData } from 'n8n-workflow';

import { noBinaryField, noBinaryNamed } from './uploadErrors';
import type { Item } from '../item/item';

/** A binary of the item, and what the user calls it. */
export interface PickedBinary {
	field: string;
	binary: IBinaryData;
}

/**
 * Finds what a text about binary fields means: `data`, `data, mask`, `data*` for `data`, `data_1`, …
 * An expression may also give the binary itself, or a list of them.
 * @param wanted as the user wrote it
 * @param label what needs the file, for messages: `the input “image”`
 * @returns each binary once, in the order asked for; those of a pattern in the order a person counts
 * @throws InputError for a field the item has not
 */
export function pickBinaries(item: Item, wanted: unknown, label: string): PickedBinary[] {
	const parts = [wanted].flat().flatMap((part: unknown) => {
		return typeof part === 'string' ? part.split(',').map((name) => name.trim()) : [part];
	});
	const picked = new Map<string, PickedBinary>();
	for (const part of parts) {
		if (part === '' || part === undefined || part === null) continue;
		for (const one of pick(item, part, label)) picked.set(one.binary.id ?? one.field, one);
	}
	if (picked.size === 0) throw noBinaryNamed(label);
	return [...picked.values()];
}

function pick(item: Item, part: unknown, label: string): PickedBinary[] {
	if (isBinary(part)) return [{ field: part.fileName ?? 'file', binary: part }];
	const name = typeof part === 'string' ? part : '';
	const binaries = binariesOf(item);
	const exact = Object.hasOwn(binaries, name) ? binaries[name] : undefined;
	if (exact) return [{ field: name, binary: exact }];
	const names = name.includes('*') ? Object.keys(binaries).filter(matcher(name)) : [];
	names.sort((one, other) => one.localeCompare(other, 'en', { numeric: true }));
	const found = names.flatMap((field) => {
		const binary = binaries[field];
		return binary ? [{ field, binary }] : [];
	});
	if (found.length > 0) return found;
	const elsewhere = findByPath(item, name);
	if (elsewhere) return [{ field: name, binary: elsewhere }];
	throw noBinaryField(name, Object.keys(binaries), label);
}

/** An agent's call has no input of its own. */
function binariesOf(item: Item): NonNullable<INodeExecutionData['binary']> {
	try {
		return (item.host.getInputData() as INodeExecutionData | undefined)?.binary ?? {};
	} catch {
		return {};
	}
}

/** Workflows in n8n's combined binary mode keep binaries in json, where a name is a path. */
function findByPath(item: Item, name: string): IBinaryData | undefined {
	try {
		const binary: unknown = item.host.helpers.assertBinaryData(name);
		return isBinary(binary) ? binary : undefined;
	} catch {
		return undefined;
	}
}

function matcher(pattern: string): (name: string) => boolean {
	const expression = new RegExp(
		`^${pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/\*+/g, '.*')}$`,
	);
	return (name) => expression.test(name);
}

function isBinary(value: unknown): value is IBinaryData {
	if (typeof value !== 'object' || value === null) return false;
	const { mimeType, data } = value as Partial<IBinaryData>;
	return typeof mimeType === 'string' && typeof data === 'string';
}
