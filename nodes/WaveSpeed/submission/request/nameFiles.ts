import type { Item } from '../../item/item';
import type { Model } from '../../models/model';
import { isSet } from '../../narrow';
import { CHOOSE_A_FILE, type InputProblem } from '../../schema/inputProblem';
import { listOf } from '../../upload/fileInputErrors';
import { fitsInput } from '../../schema/fitsInput';
import { binariesOf } from '../../upload/pickBinaries';

/**
 * Names the item's files in messages that ask for one: people who typed `data` into the form, or nothing,
 * mostly mean the file that is there.
 * @param problems of an input of the model
 */
export function nameFiles(
	item: Item,
	{ inputs = [] }: Model,
	input: Readonly<Record<string, unknown>>,
	problems: readonly InputProblem[],
): InputProblem[] {
	return problems.map(({ field, message }) => {
		// An entry of a list is `images[0]`.
		const [name = ''] = field.split('[');
		const media = inputs.find((known) => known.name === name)?.media;
		if (!media || !message.includes(CHOOSE_A_FILE)) return { field, message };
		const fitting = Object.entries(binariesOf(item))
			.filter(([, { mimeType, fileExtension = '' }]) =>
				fitsInput({ mimeType, extension: fileExtension }, media),
			)
			.map(([file]) => file);
		const typed = [input[name]].flat().find((value) => fitting.includes(String(value)));
		const meant = typed === undefined ? fitting : [String(typed)];
		if (meant.length === 0) return { field, message };
		const which = meant.length === 1 ? 'the item’s file' : 'one of the item’s files';
		// The value in the form would be a second file for the same input.
		const alone = isSet(input[name]) && !media.many ? ', and empty this input' : '';
		return {
			field,
			message: message.replace(
				CHOOSE_A_FILE,
				() => `choose ${which} ${listOf(meant)} under “Binary Inputs”${alone}`,
			),
		};
	});
}
