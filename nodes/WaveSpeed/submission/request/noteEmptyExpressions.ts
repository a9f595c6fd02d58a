import { findModel } from '../../item/catalogueOfItem';
import type { Item } from '../../item/item';
import { isRecord, isSet } from '../../narrow';
import { formatValue } from '../../schema/formatValues';
import { shown } from '../../schema/inputProblem';
import type { ModelRequest } from './readRequest';

/**
 * Logs which expressions of the form gave no value for an item. That means “not set”, as an empty cell of
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

/** @returns the inputs whose expression in the form gave no value, by name */
export function emptyInputsOf(item: Item, sent: Readonly<Record<string, unknown>>): string[] {
	return item.run
		.shared(FormExpressions)
		.of(item)
		.filter((name) => !isSet(sent[name]));
}

/** The node is the same for all items, and n8n copies it whenever it is asked for: it is read once a run. */
class FormExpressions {
	private names?: string[];

	of({ host }: Item): string[] {
		this.names ??= expressionsOf(host);
		return this.names;
	}
}

function expressionsOf(host: Item['host']): string[] {
	const { inputMode, inputFields } = host.getNode().parameters as Record<string, unknown>;
	if (inputMode === 'json' || !isRecord(inputFields) || !isRecord(inputFields.value)) return [];
	return Object.entries(inputFields.value)
		.filter(([, typed]) => typeof typed === 'string' && typed.startsWith('='))
		.map(([name]) => name);
}
