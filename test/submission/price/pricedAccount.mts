import type { IDataObject, IHttpRequestOptions } from 'n8n-workflow';

import { jsonReply } from '../../faults/jsonReply.mts';
import { runNode, type NodeRunOptions } from '../../faults/nodeWithoutEngine.mts';
import { NO_FAULTS, ScriptedApi, type FaultScript } from '../../faults/scriptedApi.mts';
import { seeded, VirtualTime } from '../../virtualTime.mts';

export interface PricedSettings extends Partial<FaultScript> {
	/** The price of the first, second, third … question; a text is no price, and `missing` no endpoint. @default 0.4 */
	quotes?: (prompt: string, place: number) => number | string;
	/** The price by model, in the place of `quotes`. */
	onModel?: (model: string) => number;
	/** The account's billings; a number is the HTTP status of a refusal. */
	billings?: object[] | number | ((page: number) => object | number);
	/** Called with every question before it is answered. */
	onQuestion?: () => void;
}

export interface PricedRow extends IDataObject {
	error?: string;
	details: IDataObject;
}

/** An account whose prices and billings are known, and executions without a network. */
export function pricedAccount({
	quotes,
	onModel,
	billings = [],
	onQuestion,
	...script
}: PricedSettings) {
	const time = new VirtualTime(seeded(1));
	const api = new ScriptedApi({ ...NO_FAULTS, ...script }, time);
	const asked: IDataObject[] = [];
	const searches: IDataObject[] = [];
	const { request } = api;
	api.request = async (options: IHttpRequestOptions) => {
		const { pathname } = new URL(options.url);
		const body = options.body as IDataObject;
		if (pathname === '/api/v3/billings/search') {
			searches.push(body);
			onQuestion?.();
			const items = typeof billings === 'function' ? billings(Number(body.page)) : billings;
			if (typeof items === 'number') return jsonReply(null, items);
			return jsonReply(Array.isArray(items) ? { items } : items);
		}
		if (pathname !== '/api/v3/model/price') return await request(options);
		asked.push(body);
		onQuestion?.();
		const price =
			onModel?.(String(body.model_id)) ??
			quotes?.(String((body.inputs as IDataObject).prompt), asked.length) ??
			0.4;
		if (typeof price === 'number') return jsonReply({ price });
		return jsonReply(null, price === 'missing' ? 404 : 403);
	};
	const execute = async (options: IDataObject, more: Partial<NodeRunOptions> = {}) => {
		const ran = await runNode({
			api,
			time,
			operation: 'submit',
			...more,
			options,
		});
		return { ...ran, json: ran.rows.map(({ json }) => json as PricedRow) };
	};
	return { api, time, asked, searches, execute };
}
