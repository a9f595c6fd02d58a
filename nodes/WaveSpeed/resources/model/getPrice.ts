import type { IDisplayOptions, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { CallFailure, rethrown } from '../../api/callFailure';
import type { Environment } from '../../environment';
import { noPrice } from '../../submission/priceErrors';
import { prepareInput } from '../../submission/prepareInput';
import { quotePrice } from '../../submission/quotePrice';
import { itemLife, type Operation } from '../../item/runOperation';
import { binaryInputsField } from '../prediction/fields/binaryInputs';
import { inputFields } from '../prediction/fields/input';
import { modelField } from '../prediction/fields/model';

/**
 * What a prediction would cost, with the same input as the operations that run a model: a price for a
 * part of the input would be the lowest there is, not the one that is paid.
 */
const getPrice: Operation = async (item) => {
	const asked = await prepareInput(item);
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
};

export function getPriceOperation(environment: Environment): INodePropertyOptions {
	return {
		name: 'Get Price',
		value: 'getPrice',
		action: 'Get price of generation',
		description: 'Ask what a prediction with this model and input would cost, without running it',
		routing: {
			request: { method: 'POST', url: '/api/v3/model/price' },
			send: { paginate: true },
			operations: { pagination: itemLife(getPrice, environment) },
		},
	};
}

const pricesModel: IDisplayOptions = { show: { resource: ['model'], operation: ['getPrice'] } };

/** The same fields as those of the operations that run a model. */
export function getPriceFields(): INodeProperties[] {
	return [modelField(pricesModel), ...inputFields(pricesModel), binaryInputsField(pricesModel)];
}
