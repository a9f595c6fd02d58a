import type { IDataObject } from 'n8n-workflow';

import { epochMs } from '../time';
import { isRecord, readText } from '../narrow';
import { MICRO_DOLLARS_FROM } from '../policy';
import type { ApiCall } from '../api/call';
import { CallFailure } from '../api/callFailure';
import { describeValue, readAmount } from '../api/answerValues';
import { BILLINGS_PATH } from '../api/paths';

/** Filters for the account's billings. */
export interface BillingFilters {
	from?: Date;
	to?: Date;
	model?: string;
	predictionIds?: readonly string[];
}

/** How a billing search writes times: the vendor's page says milliseconds, its CLI sends ISO 8601. */
export type BillingTimes = 'ms' | 'iso';

/** One charge or refund of the account. */
export interface Billing {
	/** Undefined if the answer has none; such billings cannot be told apart. */
	id?: string;
	isRefund: boolean;
	/** As the API has it: US dollars, or millionths of them (`dollarsPer`). Never below 0. */
	price: number;
	/** Before the account's discount, in the same unit. */
	listPrice?: number;
	at?: Date;
	predictionId?: string;
	model?: string;
	/** All fields under the API's names. */
	fields: IDataObject;
}

/** The most billings that the API lists on one page. */
export const BILLING_PAGE_SIZE = 100;

/**
 * One page of the account's billings, oldest first, so that new charges do not shift the pages. Searching is
 * a POST that changes nothing and costs nothing.
 * @param page counting from 1
 */
export function billingListCall(
	{ from, to, model, predictionIds }: BillingFilters,
	page: number,
	times: BillingTimes,
): ApiCall {
	const written = (date: Date) => (times === 'ms' ? String(date.getTime()) : date.toISOString());
	return {
		method: 'POST',
		path: BILLINGS_PATH,
		body: {
			page,
			page_size: BILLING_PAGE_SIZE,
			sort: 'created_at ASC',
			...(from && { start_time: written(from) }),
			...(to && { end_time: written(to) }),
			...(model !== undefined && { model_uuid: model }),
			...(predictionIds && { prediction_uuids: [...predictionIds] }),
		},
	};
}

/**
 * @param data the envelope's data
 * @throws CallFailure `unreadable` if there is no list, or a billing has no amount: a sum without it
 * would be wrong
 */
export function readBillings(data: object): Billing[] {
	const items = isRecord(data) ? data.items : data;
	// Servers written in Go send an empty list as null.
	if (items === null) return [];
	if (!Array.isArray(items)) {
		throw new CallFailure('unreadable', { got: 'noData', came: describeValue(data) });
	}
	return items.map((entry) => {
		const price = isRecord(entry) ? readAmount(entry.price) : undefined;
		if (!isRecord(entry) || price === undefined) {
			throw new CallFailure('unreadable', { got: 'noData', came: describeValue(entry) });
		}
		return readBilling(entry, price);
	});
}

function readBilling(entry: Record<string, unknown>, price: number): Billing {
	const order = isRecord(entry.order) ? entry.order : {};
	const prediction = isRecord(entry.prediction) ? entry.prediction : {};
	const listPrice = readAmount(order.origin_price);
	return {
		id: readText(entry.uuid),
		// The type gives the direction of the money; a sign would only repeat it.
		isRefund: readText(entry.billing_type)?.toLowerCase() === 'refund',
		price: Math.abs(price),
		...(listPrice !== undefined && { listPrice: Math.abs(listPrice) }),
		at: readDate(entry.created_at),
		predictionId: readText(prediction.uuid),
		model: readText(prediction.model_uuid),
		fields: entry as IDataObject,
	};
}

function readDate(value: unknown): Date | undefined {
	const number = readAmount(value);
	const date = new Date(number === undefined ? (readText(value) ?? '') : epochMs(number));
	return Number.isNaN(date.getTime()) ? undefined : date;
}

/**
 * The value of one unit of these prices in US dollars. The vendor's newer page has dollars and its older
 * one millionths, and no answer says which: millionths are whole numbers, and even the cheapest
 * prediction costs some hundreds of them.
 * @param billings of one answer, which has one unit
 */
export function dollarsPer(billings: readonly Billing[]): number {
	const prices = billings.flatMap(({ price, listPrice = 0 }) => [price, listPrice]);
	const charged = prices.filter((price) => price > 0);
	const isMillionths = charged.every(
		(price) => Number.isInteger(price) && price >= MICRO_DOLLARS_FROM,
	);
	return charged.length > 0 && isMillionths ? 0.000_001 : 1;
}

/** @returns the sum without the rounding errors of adding binary fractions */
export function sumUsd(amounts: readonly number[], perUnit: number): number {
	const sum = amounts.reduce((before, amount) => before + amount, 0) * perUnit;
	return Math.round(sum * 1_000_000) / 1_000_000;
}
