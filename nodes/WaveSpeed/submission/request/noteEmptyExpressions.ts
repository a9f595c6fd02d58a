import { findModel } from '../../item/catalogueOfItem';
import type { Item } from '../../item/item';
import { isRecord, isSet } from '../../narrow';
import { formatValue } from '../../schema/formatValues';
import { shown } from '../../schema/inputProblem';
import type { ModelRequest } from './readRequest';

/**
 * Logs which expressions of the form gave no value for an item. That means “not set”, like an empty cell
 * of a table, and is not an error; but an expression with a typo is paid for with the model's default.
 * n8n's hints in the output pane are not available: a declarative node has no `addExecutionHints`.
 */
export async function noteEmptyExpressions(
	item: Item,
	{ model: id, input: sent }: ModelRequest,
): Promise<void> {
	const names = await item.run.once('expressions of the form', async () => expressionsOf(item));
	const empty = names.filter((name) => !isSet(sent[name]));
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

/** The node is the same for all items, so its expressions are searched for once. */
function expressionsOf({ host }: Item): string[] {
	const { inputMode, inputFields } = host.getNode().parameters as Record<string, unknown>;
	if (inputMode === 'json' || !isRecord(inputFields) || !isRecord(inputFields.value)) return [];
	return Object.entries(inputFields.value)
		.filter(([, typed]) => typeof typed === 'string' && typed.startsWith('='))
		.map(([name]) => name);
}
