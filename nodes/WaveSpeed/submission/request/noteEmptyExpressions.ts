import { isExpression } from 'n8n-workflow';

import { findModel } from '../../item/catalogueOfItem';
import type { Item } from '../../item/item';
import { nodeOf } from '../../n8n/nodeOf';
import { isRecord, isSet } from '../../narrow';
import { formatValue, shown } from '../../schema/inputProblem';
import { INPUTS_FOR_WORDS } from '../../schema/inputsForWords';
import type { ModelRequest } from './readRequest';

/**
 * Logs which expressions of the inputs gave no value for an item. That means “not set”, as an empty cell of
 * a table does, and is no error; but if the expression has a typo, it is paid for with the model's
 * default. The row names them as well (`emptyInputsOf`). n8n's hints in the output pane are out of reach: a
 * declarative node has no `addExecutionHints`.
 * @param checked the input as it will be sent: what is in it got its value elsewhere
 */
export async function noteEmptyExpressions(
	item: Item,
	{ model: id, input: sent }: ModelRequest,
): Promise<void> {
	const empty = emptyInputsOf(item, sent);
	if (empty.length === 0) return;
	const inputs = (await findModel(item, id, sent))?.inputs ?? [];
	for (const name of empty) {
		const usual = inputs.find((known) => known.name === name)?.default;
		const what =
			usual === undefined
				? 'it is not sent'
				: `the model’s default (${formatValue(usual)}) is used`;
		item.host.logger.info(
			`Item ${item.index}: the expression of “${shown(name)}” gave no value, so ${what}.`,
		);
	}
}

/**
 * @param sent under the model's own names
 * @returns the inputs whose expression in the panel gave no value, by name; a prompt and lyrics by the name
 * of their field
 */
export function emptyInputsOf(item: Item, sent: Readonly<Record<string, unknown>>): string[] {
	const { prompt, text, lyrics, inputMode, inputFields } = nodeOf(item.host).parameters as Record<
		string,
		unknown
	>;
	const words = Object.entries({ prompt: prompt ?? text, lyrics })
		.filter(([, typed]) => isExpression(typed))
		.map(([name]) => name as keyof typeof INPUTS_FOR_WORDS)
		.filter((name) => !INPUTS_FOR_WORDS[name].some((input) => isSet(sent[input])));
	const hasForm = inputMode !== 'json' && isRecord(inputFields) && isRecord(inputFields.value);
	const inForm = Object.entries(hasForm ? (inputFields.value as object) : {})
		.filter(([name, typed]) => isExpression(typed) && !isSet(sent[name]))
		.map(([name]) => name);
	return [...words, ...inForm];
}
