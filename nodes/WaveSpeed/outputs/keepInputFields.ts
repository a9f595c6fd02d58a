import type { INodeExecutionData } from 'n8n-workflow';

import { rethrown } from '../api/callFailure';
import type { Item } from '../item/item';
import type { ItemSteps } from '../item/runOperation';
import { inputItemsOf } from '../n8n/agentTool';
import { parkedStateOf } from '../waiting/suspended/parkedState';
import { checkInputFields, includeInputFields } from './includeInputFields';
import { readInputFields, type InputFieldsOptions } from './readInputFields';

/**
 * Adds the chosen fields of the incoming item to the rows of the given steps. It checks that they exist
 * before the first step, so that a wrong name costs nothing.
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
		const rows = await steps(item);
		return rows.map((row) => includeInputFields(incoming, row, choice, includeBinary));
	};
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
