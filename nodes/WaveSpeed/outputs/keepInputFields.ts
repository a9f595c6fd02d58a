import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { rethrown } from '../api/callFailure';
import type { WaveSpeedError } from '../errors/errorClasses';
import type { Item } from '../item/item';
import { ownErrorOf, type ItemSteps } from '../item/runOperation';
import { inputItemsOf } from '../n8n/agentTool';
import { parkedStateOf } from '../waiting/suspended/parkedState';
import { checkInputFields, includeInputFields, pickInputFields } from './includeInputFields';
import { readInputFields, type InputFieldsOptions } from './readInputFields';

/**
 * Adds the chosen fields of the incoming item to the rows of the given steps, or to the details of an error
 * that becomes a row. It checks that they exist before the first step, so that a wrong name costs nothing.
 */
export function keepingInputFields(steps: ItemSteps): ItemSteps {
	return async (item) => {
		// A model knows its own arguments, and pays for each word that comes back.
		if (item.forAgent) return await steps(item);
		const { choice, includeBinary } = optionsOf(item);
		if (choice.keep === 'none' && !includeBinary) return await steps(item);
		const incoming: INodeExecutionData = inputItemsOf(item.host)?.[item.index] ?? { json: {} };
		// A parked item's prediction is paid for: a missing field must not cost its row.
		if (!parkedStateOf(item.host)) checkInputFields(incoming.json, choice);
		const rows = await steps(item).catch((thrown: unknown) => {
			throw choice.keep === 'none' || !item.host.continueOnFail()
				? rethrown(thrown)
				: withInputFields(item, thrown, pickInputFields(incoming.json, choice));
		});
		return rows.map((row) => includeInputFields(incoming, row, choice, includeBinary));
	};
}

/** An error row has no other place for them: with a third field n8n would take it for a success. */
function withInputFields(item: Item, thrown: unknown, inputFields: IDataObject): WaveSpeedError {
	const error = ownErrorOf(item, thrown);
	const isOfThisItem = error.itemIndex === undefined || error.itemIndex === item.index;
	return isOfThisItem ? error.with({ details: { inputFields } }) : error;
}

/** @throws InputError, but not for a parked item */
function optionsOf(item: Item): InputFieldsOptions {
	try {
		return readInputFields(item);
	} catch (error) {
		if (!parkedStateOf(item.host)) throw rethrown(error);
		return { choice: { keep: 'none' }, includeBinary: false };
	}
}
