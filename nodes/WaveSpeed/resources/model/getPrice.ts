import type { IDisplayOptions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { CallFailure, rethrown } from '../../api/callFailure';
import type { Item } from '../../item/item';
import { noPrice } from '../../submission/price/priceErrors';
import { quotePrice } from '../../submission/price/quotePrice';
import { checkInput } from '../../submission/request/checkInput';
import { renameWordsForModel } from '../../submission/request/readRequestWithFiles';
import { readBinaryInputs } from '../../submission/request/readBinaryInputs';
import { readRequest } from '../../submission/request/readRequest';
import { uploadBinaryInputs } from '../../submission/request/uploadBinaryInputs';
import type { Operation } from '../operation';
import { binaryInputsField, inputFields } from '../prediction/fields/inputFields';
import { modelField } from '../prediction/fields/modelField';

/**
 * What a prediction would cost, with the same input as the operations that run a model: the price of only
 * a part of the input would be too low.
 */
async function getPrice(item: Item): Promise<INodeExecutionData[]> {
	const named = await renameWordsForModel(item, await readRequest(item));
	const request = await readBinaryInputs(item, named);
	const checked = await checkInput(item, request);
	await item.run.cross('inputsChecked', item.member);
	const { request: asked } = await uploadBinaryInputs(item, checked);
	try {
		const { priceUsd, listPriceUsd, discountRate } = await quotePrice(item, asked);
		const json = {
			model: asked.model,
			price_usd: priceUsd,
			list_price_usd: listPriceUsd,
			...(discountRate !== undefined && { discount_rate: discountRate }),
		};
		return [{ json, pairedItem: { item: item.index } }];
	} catch (failure) {
		if (!(failure instanceof CallFailure)) throw rethrown(failure);
		throw noPrice(failure, item.at({ model: asked.model }));
	}
}

export const getPriceOperation: Operation = {
	name: 'Get Price',
	value: 'getPrice',
	action: 'Get price of generation',
	description: 'Ask what a prediction with this model and input would cost, without running it',
	steps: getPrice,
};

const pricesModel: IDisplayOptions = { show: { resource: ['model'], operation: ['getPrice'] } };

/** The same fields as those of the operations that run a model. */
export function getPriceFields(): INodeProperties[] {
	return [modelField(pricesModel), ...inputFields(pricesModel), binaryInputsField(pricesModel)];
}
