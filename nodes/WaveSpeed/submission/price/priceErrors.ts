/** What this node says about prices and the limits that users set on them. */

import { explainFailure, stopped } from '../../api/apiErrors';
import type { CallFailure } from '../../api/callFailure';
import { BILLING_PAGE_SIZE } from '../../billing/billingList';
import { formatPrice } from '../../errors/inWords';
import { InputError, type ErrorContext, type WaveSpeedError } from '../../errors/errorClasses';
import type { Reason } from '../../errors/reasons';
import { BILLING_PAGES } from '../../policy';

const PER_PREDICTION = '“Cost: Max Each (USD)”';
const PER_DAY = '“Cost: Max per Day (USD)”';
const PER_RUN = '“Cost: Max per Run (USD)”';

export function predictionTooExpensive(
	model: string,
	quotedPriceUsd: number,
	limitUsd: number,
): InputError {
	return new InputError(
		`This prediction would cost ${formatPrice(quotedPriceUsd)}, and the option ${PER_PREDICTION} allows ${formatPrice(limitUsd)}. It was not submitted. Ask for less (a shorter or smaller output, a cheaper model) or raise the option.`,
		{ reason: 'priceLimit', model, quotedPriceUsd, limitUsd },
	);
}

export interface RunPrice {
	/** Predictions with known prices, including those of earlier tries. */
	predictions: number;
	totalUsd: number;
	/** The part that earlier tries or attempts have already paid. */
	paidUsd: number;
	limitUsd: number;
}

export function runTooExpensive(model: string, run: RunPrice): InputError {
	const { predictions, totalUsd, paidUsd, limitUsd } = run;
	const one = predictions === 1;
	const paid = paidUsd > 0 ? ` (${formatPrice(paidUsd)} of it is paid already)` : '';
	return new InputError(
		`The ${one ? 'prediction' : `${predictions} predictions`} of this run would cost ${formatPrice(totalUsd)}${one ? '' : ' together'}${paid}, and the option ${PER_RUN} allows ${formatPrice(limitUsd)}. ${paidUsd > 0 ? 'Nothing more' : 'Nothing'} was submitted. Run fewer items, ask for less, or raise the option.`,
		{ reason: 'priceLimit', model, runPriceUsd: totalUsd, limitUsd, predictions },
		undefined,
		'run',
	);
}

/** @param day what was spent since midnight in UTC, what the run would add, and the limit */
export function dayTooExpensive(
	model: string,
	day: { spentUsd: number; runUsd: number; limitUsd: number },
): InputError {
	const { spentUsd, runUsd, limitUsd } = day;
	return new InputError(
		`The account has spent ${formatPrice(spentUsd)} today (UTC), this run would cost ${formatPrice(runUsd)} more, and the option ${PER_DAY} allows ${formatPrice(limitUsd)}. Nothing more was submitted. Run it tomorrow, run fewer items, or raise the option.`,
		{ reason: 'priceLimit', model, spentTodayUsd: spentUsd, runPriceUsd: runUsd, limitUsd },
		undefined,
		'run',
	);
}

/** A daily limit is set, but today's spending is unknown. */
export function spendingUnknown(
	failure: CallFailure | InputError,
	at: ErrorContext,
): WaveSpeedError {
	if (failure instanceof InputError) return tooManyToAdd(failure);
	if (failure.kind === 'stopped') return stopped(at);
	const error = explainFailure(failure, at);
	if (STOPS_ALL.has(error.details.reason))
		return whyNoPrice(error, 'Nothing more was submitted.').with({ itemIndex: 'run' });
	return error.with({
		message: `What the account has spent today could not be looked up, so the limit for the day cannot be checked. ${error.message} Nothing more was submitted. To submit anyway, set the option “Cost: If Unknown” to “Submit Anyway”.`,
		details: { reason: 'priceUnknown', cause: error.details.reason },
		itemIndex: 'run',
	});
}

function tooManyToAdd(error: InputError): WaveSpeedError {
	return error.with({
		message: `The account has over ${BILLING_PAGES * BILLING_PAGE_SIZE} charges today, too many for the node to add up, so the limit for the day cannot be checked. Nothing more was submitted. Use “Cost: Max per Run (USD)” instead. To submit anyway, set the option “Cost: If Unknown” to “Submit Anyway”.`,
		details: {
			reason: 'priceUnknown',
			cause: error.details.reason,
			field: 'options.maxSpendingPerDay',
		},
		itemIndex: 'run',
	});
}

/** A limit is set, but the price is unknown. */
export function priceUnknown(failure: CallFailure, at: ErrorContext): WaveSpeedError {
	if (failure.kind === 'stopped') return stopped(at);
	const error = explainFailure(failure, at);
	if (STOPS_ALL.has(error.details.reason)) return whyNoPrice(error, 'Nothing was submitted.');
	return error.with({
		message: `The price of this prediction could not be looked up, so its limit cannot be checked. ${error.message} Nothing was submitted. To submit without a known price, set the option “Cost: If Unknown” to “Submit Anyway”.`,
		details: { reason: 'priceUnknown', cause: error.details.reason },
	});
}

/** Problems with the key or the address: they stop the submission as well as the request for its price. */
const STOPS_ALL: ReadonlySet<unknown> = new Set<Reason>([
	'foreignAddress',
	'invalidBaseUrl',
	'wrongKey',
]);

/** The cause comes first: nobody who has mistyped the key thinks of a price. */
function whyNoPrice(error: WaveSpeedError, whatWasSent: string): WaveSpeedError {
	return error.with({
		message: `${error.message} So the price limits cannot be checked. ${whatWasSent}`,
		details: { reason: 'priceUnknown', cause: error.details.reason },
	});
}

/** Model → Get Price failed. */
export function noPrice(failure: CallFailure, at: ErrorContext): WaveSpeedError {
	return failure.kind === 'stopped' ? stopped(at) : explainFailure(failure, at);
}

export function badLimit(label: string, field: string, what: string): InputError {
	return new InputError(
		`The option “${label}” ${what}. Enter an amount in US dollars, such as 1.5, or remove the option for no limit. Nothing was submitted.`,
		{ reason: 'invalidOption', field },
	);
}
