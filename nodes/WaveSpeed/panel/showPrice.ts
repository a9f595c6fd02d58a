import type { IDataObject, ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { callApi, type ApiCall } from '../api/call';
import { CallFailure, rethrown } from '../api/callFailure';
import { explainFailure } from '../api/apiErrors';
import { readConnection, type Connection } from '../api/connection';
import { BALANCE_CALL, readBalance } from '../billing/balance';
import { askQuote } from '../billing/quote';
import { WaveSpeedError } from '../errors/errorClasses';
import { PRICE_PATIENCE } from '../policy';
import type { KeptInputs } from './keptInputs';
import { catalogueForPanel } from './catalogueForPanel';
import { readPricedInput } from './pricedInput';
import {
	formIsChanging,
	noCredential,
	notKnown,
	priceOf,
	type PricedInput,
	type PriceLine,
} from './priceLines';

/**
 * The only choice of the field “Cost: Show Price”. Its name is the price of one prediction with the current
 * inputs, and the remaining credit. Its value is that of an untouched field, so that looking never
 * changes the node. Both requests are free. If the price is unknown, this field says why: an error would
 * hide the reason behind the editor's own “Error fetching options”.
 * @param kept the initial values of the form of a model that was just chosen
 */
export function showPriceMethod(kept: KeptInputs) {
	return async function showPrice(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
		const { name, description } = await tell(this, kept);
		return [{ name, value: '', description }];
	};
}

async function tell(panel: ILoadOptionsFunctions, kept: KeptInputs): Promise<PriceLine> {
	let connection: Connection;
	try {
		connection = await readConnection(panel);
	} catch (error) {
		return error instanceof WaveSpeedError ? notKnown(error.message) : noCredential();
	}
	try {
		const before = kept.latestModel(panel);
		const priced = readPricedInput(panel, await catalogueForPanel(panel), kept);
		if ('name' in priced) return priced;
		const line = await ask(panel, connection, priced);
		const latest = kept.latestModel(panel);
		// Another model was chosen meanwhile: the editor does not ask again, and this is not its price.
		return latest !== before && latest !== priced.model ? formIsChanging() : line;
	} catch (error) {
		if (error instanceof WaveSpeedError) return notKnown(error.message);
		throw rethrown(error);
	}
}

/** @throws WaveSpeedError worded for the user */
async function ask(
	panel: ILoadOptionsFunctions,
	connection: Connection,
	priced: PricedInput,
): Promise<PriceLine> {
	const read = async (call: ApiCall) =>
		await callApi(panel, connection, { ...call, deadlineMs: PRICE_PATIENCE });
	// A price is worth showing even if the balance is unknown.
	const balance = read(BALANCE_CALL).then(readBalance, () => undefined);
	try {
		const asked = { model: priced.model, input: priced.input as IDataObject };
		const { priceUsd } = await askQuote(read, asked);
		return priceOf(priced, priceUsd, await balance.catch(() => undefined));
	} catch (failure) {
		if (!(failure instanceof CallFailure)) throw rethrown(failure);
		const { baseUrl, secrets } = connection;
		throw explainFailure(failure, { baseUrl, secrets, model: priced.model });
	}
}
