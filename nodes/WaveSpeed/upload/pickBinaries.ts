import type { IBinaryData, IDataObject, INodeExecutionData } from 'n8n-workflow';

import { binaryAsText, noBinaryField, noBinaryNamed, notABinary } from './fileInputErrors';
import type { Item } from '../item/item';
import { isRecord } from '../narrow';

/** A binary of the item, under the user's name for it. */
export interface PickedBinary {
	field: string;
	binary: IBinaryData;
}

/**
 * Finds the files that a text about binary fields means: `data`, `data, mask`, `data*` for `data`,
 * `data_1`, … An expression may also give the binary itself, or a list of them.
 * @param wanted as the user wrote it
 * @param label what needs the file, for messages: `the input “image”`
 * @returns each binary once, in the order given; those of a pattern in numerical order
 * @throws InputError for a field that the item does not have
 */
export function pickBinaries(item: Item, wanted: unknown, label: string): PickedBinary[] {
	const binaries = binariesOf(item);
	const parts = [wanted].flat().flatMap((part: unknown) => {
		return typeof part === 'string' ? namesIn(part, binaries) : [part];
	});
	// A file is identified by its place in n8n's store, otherwise by itself: names may repeat.
	const picked = new Map<unknown, PickedBinary>();
	for (const part of parts) {
		if (part === '' || part === undefined || part === null) continue;
		for (const one of pick(item, part, binaries, label))
			picked.set(one.binary.id ?? one.binary, one);
	}
	if (picked.size === 0) throw noBinaryNamed(label);
	return [...picked.values()];
}

export type Binaries = NonNullable<INodeExecutionData['binary']>;

/** A name may contain commas: of several readings, the longest existing name counts. */
const COMMAS_IN_A_NAME = 8;

function namesIn(text: string, binaries: Binaries): string[] {
	if (Object.hasOwn(binaries, text.trim())) return [text.trim()];
	const parts = text.split(',');
	const names: string[] = [];
	// No reading is longer than a name that is there: a long text is read once, not eight times.
	let longest = 1;
	for (const name of Object.keys(binaries)) longest = Math.max(longest, name.split(',').length);
	longest = Math.min(longest, COMMAS_IN_A_NAME);
	for (let from = 0; from < parts.length; ) {
		let taken = Math.min(parts.length - from, longest);
		const name = () =>
			parts
				.slice(from, from + taken)
				.join(',')
				.trim();
		while (taken > 1 && !Object.hasOwn(binaries, name())) taken--;
		names.push(name());
		from += taken;
	}
	return names;
}

function pick(item: Item, part: unknown, binaries: Binaries, label: string): PickedBinary[] {
	if (isBinary(part)) return [{ field: part.fileName ?? 'file', binary: part }];
	if (typeof part !== 'string') return [likeTheOne(part, binaries, label)];
	if (part.includes('[object Object]')) throw binaryAsText(label);
	const exact = Object.hasOwn(binaries, part) ? binaries[part] : undefined;
	if (exact) return [{ field: part, binary: exact }];
	const names = part.includes('*') ? Object.keys(binaries).filter(matcher(part)) : [];
	names.sort((one, other) => one.localeCompare(other, 'en', { numeric: true }));
	const found = names.flatMap((field) => {
		const binary = binaries[field];
		return binary ? [{ field, binary }] : [];
	});
	if (found.length > 0) return found;
	const elsewhere = findByPath(item, part);
	if (elsewhere) return [{ field: part, binary: elsewhere }];
	throw noBinaryField(part, Object.keys(binaries), label);
}

/** Where n8n's combined binary mode keeps an item's files in its json (n8n-workflow, constants). */
const FILES_IN_JSON = '_files';

/** The item's files by name. An agent's call has no input of its own. */
export function binariesOf(item: Item): Binaries {
	try {
		const { json, binary } = item.host.getInputData() as INodeExecutionData;
		return { ...filesInJson(item, json), ...binary };
	} catch {
		return {};
	}
}

/** Only what n8n itself takes for a file there, and only in its combined mode: json may hold anything. */
function filesInJson(item: Item, json: IDataObject): Binaries {
	const files = json[FILES_IN_JSON];
	return Object.fromEntries(
		Object.keys(isRecord(files) ? files : {}).flatMap((name) => {
			const binary = findByPath(item, `${FILES_IN_JSON}.${name}`);
			return binary ? [[name, binary] as const] : [];
		}),
	);
}

/**
 * The expression `{{ $binary.data }}` gives n8n's record of a file without its bytes. It means the file
 * of the item with the same record.
 * @throws InputError if none matches, or several could
 */
function likeTheOne(part: unknown, binaries: Binaries, label: string): PickedBinary {
	const wanted = Object.entries(typeof part === 'object' ? (part ?? {}) : {}).filter(
		([, value]) => value !== undefined,
	);
	const fitting = Object.entries(binaries).filter(([, binary]) =>
		wanted.every(([name, value]) => (binary as unknown as Record<string, unknown>)[name] === value),
	);
	const [only] = fitting;
	if (wanted.length === 0 || fitting.length !== 1 || !only)
		throw notABinary(Object.keys(binaries), label);
	return { field: only[0], binary: only[1] };
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

/** Finds the texts between the stars one after another: a pattern of many stars would backtrack. */
function matcher(pattern: string): (name: string) => boolean {
	const [begin = '', ...others] = pattern.split('*');
	const end = others.pop() ?? '';
	return (name) => {
		if (name.length < begin.length + end.length) return false;
		if (!name.startsWith(begin) || !name.endsWith(end)) return false;
		let at = begin.length;
		for (const part of others) {
			const found = name.indexOf(part, at);
			if (found < 0 || found + part.length > name.length - end.length) return false;
			at = found + part.length;
		}
		return true;
	};
}

function isBinary(value: unknown): value is IBinaryData {
	if (typeof value !== 'object' || value === null) return false;
	const { mimeType, data } = value as Partial<IBinaryData>;
	return typeof mimeType === 'string' && typeof data === 'string';
}
