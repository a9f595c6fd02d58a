import type { IDataObject } from 'n8n-workflow';

import { findModel } from '../../item/catalogueOfItem';
import type { Item } from '../../item/item';
import type { SchemaInput as CatalogueInput, Model } from '../../models/model';
import { nearest } from '../../models/nearestName';
import { isRecord, isSet, readText } from '../../narrow';
import { UPLOAD_LIMIT_BYTES } from '../../policy';
import { coerceInput } from '../../schema/coerceInput';
import { describeMedia, fileFitsInput, inputForFile } from '../../schema/fileFitsInput';
import type { SchemaInput } from '../../schema/schemaInput';
import { FileSizes, readBinaryFile, type BinaryFile } from '../../upload/binaryFile';
import {
	fileEmpty,
	fileTooLarge,
	givenTwice,
	noSuchFileInput,
	tooManyFiles,
	wrongKind,
} from '../../upload/fileInputErrors';
import { pickBinaries, type PickedBinary } from '../../upload/pickBinaries';
import type { ModelRequest } from './readRequest';

/** An input that contains the item's files before they are uploaded. */
export interface InputWithFiles extends ModelRequest {
	/** By the address that represents each of them in the input until it is uploaded. */
	files: Map<string, BinaryFile>;
}

/**
 * Reads the field “Binary Inputs” and reports everything that can be wrong with its files before any is
 * sent: a missing field, an empty or too large file, the wrong kind, several for an input that takes one.
 * @throws InputError
 */
export async function readBinaryInputs(item: Item, asked: ModelRequest): Promise<InputWithFiles> {
	const entries = readEntries(item);
	if (entries.length === 0) return { ...asked, files: new Map() };
	const model = await findModel(item, asked.model, asked.input);
	const input: IDataObject = model
		? (coerceInput(model, asked.input) as IDataObject)
		: { ...asked.input };
	const files = new Map<string, BinaryFile>();
	for (const [name, wanted] of byInput(entries, asked.model, model)) {
		const known = model?.inputs?.find((candidate) => candidate.name === name);
		const picked = pickBinaries(item, wanted, `the input “${name}”`);
		const given = input[name];
		const takesMany = known ? known.kind === 'list' : Array.isArray(given) || picked.length > 1;
		if (!takesMany && picked.length > 1) throw tooManyFiles(name, picked.length);
		if (!takesMany && isSet(given)) throw givenTwice(name);
		const read = await Promise.all(
			picked.map(async (one) => await readAndCheck(item, one, name, known)),
		);
		const stands = read.map((file) => standIn(file));
		read.forEach((file, index) => files.set(stands[index] ?? '', file));
		const before = [given].flat().filter(isSet);
		input[name] = takesMany ? [...before, ...stands] : stands[0];
	}
	return { model: asked.model, input, files };
}

/** An address for the checks of the schema; its reserved name leads nowhere if it is ever sent. */
function standIn({ sha256 }: BinaryFile): string {
	return `https://not-uploaded.invalid/${sha256}`;
}

interface Entry {
	input: string;
	binaryField: unknown;
}

function readEntries(item: Item): Entry[] {
	const field = item.parameter('binaryInputs', {});
	const files: unknown = (isRecord(field) ? field.files : undefined) ?? [];
	return [files].flat().map((row: unknown) => {
		const { input, binaryField } = isRecord(row) ? row : {};
		return { input: readText(input)?.trim() ?? '', binaryField };
	});
}

/**
 * The wanted files for each input, also from entries that name no input.
 * @throws InputError for an input that takes no file
 */
function byInput(entries: Entry[], id: string, model: Model | undefined): Map<string, unknown[]> {
	const takers = (model?.inputs ?? []).filter(({ media }) => media).map(({ name }) => name);
	const grouped = new Map<string, unknown[]>();
	for (const { input, binaryField } of entries) {
		const name = input === '' ? (inputForFile(model?.inputs)?.name ?? '') : input;
		const known = model?.inputs?.find((candidate) => candidate.name === name);
		const isTaken = known ? takesAddress(known) : name !== '' && model?.closed !== true;
		if (!isTaken)
			throw noSuchFileInput(id, name, takers, name === '' ? undefined : nearest(name, takers));
		grouped.set(name, [...(grouped.get(name) ?? []), binaryField].flat());
	}
	return grouped;
}

/** Not every input for files is recognised, so any text or list of texts may be named. */
function takesAddress({ kind, items, choices, media }: CatalogueInput): boolean {
	if (media) return true;
	return (
		!choices &&
		(kind === 'string' ||
			kind === 'any' ||
			(kind === 'list' && (items?.kind ?? 'string') === 'string'))
	);
}

async function readAndCheck(
	item: Item,
	picked: PickedBinary,
	name: string,
	known: CatalogueInput | undefined,
): Promise<BinaryFile> {
	const { field } = picked;
	const limit = sizeLimit(known);
	const read = async () =>
		await item.run.uploads.run(async () => await readBinaryFile(item, picked, limit.bytes));
	const label = limit.isTheModels ? `the input “${name}”` : undefined;
	if ((picked.binary.bytes ?? 0) > limit.bytes) {
		throw fileTooLarge(field, limit.bytes, picked.binary.bytes, label);
	}
	const { id } = picked.binary;
	// A hundred items often have the same reference picture: it is read once.
	const file = id ? await item.run.once(`file ${id} ${field} ${limit.bytes}`, read) : await read();
	if (file.size === 0) throw fileEmpty(field, file.fileName);
	item.run.shared(FileSizes).add(file.size);
	const media = known?.media;
	if (media && !fileFitsInput(file, media))
		throw wrongKind(field, file, name, describeMedia(media));
	return file;
}

const UNITS: Readonly<Record<string, number>> = { k: 1_024, m: 1_024 ** 2, g: 1_024 ** 3 };
const SIZE = /\b(\d{1,6}(?:\.\d{1,3})?)\s{0,3}([KMG])i?B\b/gi;
/** Words before a size that make it a limit; others may come between: “maximum file size is 10 MB”. */
const LIMITING =
	/(?:exceed|exceeds|exceeding|limited to|max|maximum|(?:less|smaller) than|under|within|up to|≤|<=)(?: file)?(?: size)?(?: is| of|:)?$/i;
/** More characters than the longest of them has. */
const WORDS_BEFORE_CHARACTERS = 40;

/**
 * How large a file for an input may be. No schema has a property for it, but many descriptions say so:
 * “the image file size cannot exceed 10MB”. Of several sizes the largest counts, so that no file is
 * refused for the limit of something else.
 * @returns bytes, and whether the model's description says so
 */
export function sizeLimit(input: SchemaInput | undefined): { bytes: number; isTheModels: boolean } {
	const description = input?.description ?? '';
	const limits = [...description.matchAll(SIZE)]
		.filter(({ index }) => {
			const before = description.slice(Math.max(0, index - WORDS_BEFORE_CHARACTERS), index);
			return LIMITING.test(before.trimEnd());
		})
		.map(([, number, unit]) =>
			Math.floor(Number(number) * (UNITS[(unit ?? '').toLowerCase()] ?? 0)),
		);
	const bytes = Math.max(0, ...limits);
	if (bytes === 0 || bytes > UPLOAD_LIMIT_BYTES) {
		return { bytes: UPLOAD_LIMIT_BYTES, isTheModels: false };
	}
	return { bytes, isTheModels: true };
}
