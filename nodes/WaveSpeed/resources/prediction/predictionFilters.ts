import { tryToParseDateTime, type IDisplayOptions, type INodeProperties } from 'n8n-workflow';

import { isModelId } from '../../api/paths';
import type { PredictionFilters } from '../../api/predictionList';
import { DEFAULT_MODEL } from '../../defaultModel';
import { epochMs } from '../../time';
import { InputError } from '../../errors/errorClasses';
import { redact } from '../../errors/redact';
import type { Item } from '../../item/item';
import { readBooleanOption } from '../../item/readBooleanOption';
import { readModelId } from '../../models/readModelId';

/** The statuses of a prediction, in the API's words. */
const STATUS_CHOICES = [
	{ name: 'Cancelled', value: 'cancelled', description: 'Ended by WaveSpeed or its website' },
	{ name: 'Completed', value: 'completed', description: 'Ended with outputs' },
	{ name: 'Created', value: 'created', description: 'Accepted, not started yet' },
	{ name: 'Failed', value: 'failed', description: 'Ended without outputs' },
	{ name: 'Processing', value: 'processing', description: 'Being made' },
	{ name: 'Timeout', value: 'timeout', description: 'Ended because it took too long' },
];

/** The filters of the list of predictions. @param displayOptions the operation that lists */
export function predictionFilters(displayOptions: IDisplayOptions): INodeProperties {
	return {
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add filter',
		default: {},
		description: 'Which predictions to list; without a filter, all that WaveSpeed still lists',
		displayOptions,
		options: [
			{
				displayName: 'Created After',
				name: 'createdAfter',
				type: 'dateTime',
				default: '',
				description: 'List only predictions submitted at this time or later',
			},
			{
				displayName: 'Created Before',
				name: 'createdBefore',
				type: 'dateTime',
				default: '',
				description:
					'List only predictions submitted at this time or earlier; WaveSpeed lists the last 7 days',
			},
			{
				displayName: 'Model',
				name: 'model',
				type: 'string',
				default: '',
				placeholder: `e.g. ${DEFAULT_MODEL}`,
				description: 'List only predictions of the model with this ID',
			},
			{
				displayName: 'Status',
				name: 'status',
				type: 'options',
				default: 'completed',
				description: 'List only predictions with this status',
				options: STATUS_CHOICES,
			},
		],
	};
}

/** The API's statuses of a prediction. */
const STATUSES = STATUS_CHOICES.map(({ value }) => value);

/**
 * Reads the filters of Prediction → Get Many. An empty filter is not set.
 * @throws InputError for an impossible one, and for two that no prediction can match
 */
export function readPredictionFilters(item: Item): PredictionFilters {
	const model = readModelFilter(item);
	const createdAfter = readTimeFilter(item, 'createdAfter', 'Created After');
	const createdBefore = readTimeFilter(item, 'createdBefore', 'Created Before');
	if (createdAfter && createdBefore && createdAfter > createdBefore) {
		throw new InputError(
			`“Created After” (${createdAfter}) is later than “Created Before” (${createdBefore}), so nothing can match. Swap the two, or remove one.`,
			{ reason: 'contradictoryFilters', field: 'filters.createdAfter' },
		);
	}
	const status = readStatus(item);
	return {
		...(model !== undefined && { model }),
		...(status && { status }),
		...(createdAfter && { createdAfter }),
		...(createdBefore && { createdBefore }),
	};
}

/**
 * The filter is a text without a list, and nothing is submitted with it.
 * @returns undefined if it is not set
 * @throws InputError unless it is the id of a model, or the address of its page
 */
export function readModelFilter(item: Item): string | undefined {
	const value = item.parameter('filters.model', '', { extractValue: true });
	if (isEmptyFilter(value)) return undefined;
	const id = readModelId(value);
	if (isModelId(id)) return id;
	throw new InputError(
		`The filter “Model” is not a model id: “${redact(value).slice(0, 80)}”. Ids look like ${DEFAULT_MODEL}: copy it from the model’s page at wavespeed.ai/models, or remove the filter.`,
		{ reason: 'invalidFilter', field: 'filters.model' },
	);
}

/**
 * @returns Infinity for “Return All”
 * @throws InputError unless the limit is a whole number of at least 1, or for a wrong “Return All”
 */
export function readLimit(item: Item): number {
	if (readBooleanOption(item, 'returnAll', 'Return All', false)) return Infinity;
	const value = item.parameter('limit', 50);
	const limit = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	if (typeof limit === 'number' && Number.isInteger(limit) && limit >= 1) return limit;
	throw new InputError(
		'The field “Limit” must be a whole number of at least 1. Enter one, or turn on “Return All”.',
		{ reason: 'invalidLimit', field: 'limit' },
	);
}

function readStatus(item: Item): string | undefined {
	const value = item.parameter('filters.status', '');
	if (isEmptyFilter(value)) return undefined;
	const status = String(value).trim().toLowerCase();
	if (STATUSES.includes(status)) return status;
	throw new InputError(
		`The filter “Status” has no value “${redact(status)}”. Use one of ${STATUSES.join(', ')}.`,
		{ reason: 'invalidFilter', field: 'filters.status' },
	);
}

/** @returns ISO 8601 in UTC, so that two of them compare as texts; undefined if it is not set */
export function readTimeFilter(item: Item, name: string, label: string): string | undefined {
	const value = item.parameter(`filters.${name}`, '');
	if (isEmptyFilter(value)) return undefined;
	const epoch = readEpoch(value);
	if (epoch !== undefined) return epoch.toISOString();
	try {
		// A time without a zone is in the workflow's time zone.
		return tryToParseDateTime(value, item.host.getTimezone()).toJSDate().toISOString();
	} catch {
		throw notADate(name, label, value);
	}
}

/** A date as other nodes and tables have it: milliseconds or seconds since 1970. */
function readEpoch(value: unknown): Date | undefined {
	const text = typeof value === 'number' ? String(value) : value;
	if (typeof text !== 'string' || !/^\d{9,14}(?:\.\d{1,9})?$/.test(text.trim())) return undefined;
	return new Date(epochMs(Number(text)));
}

function notADate(name: string, label: string, value: unknown): InputError {
	return new InputError(
		`The filter “${label}” is not a date: “${redact(value)}”. Choose one from the calendar, or give one such as 2026-11-20T08:00:00Z.`,
		{ reason: 'invalidFilter', field: `filters.${name}` },
	);
}

export function isEmptyFilter(value: unknown): boolean {
	return (
		value === undefined || value === null || (typeof value === 'string' && value.trim() === '')
	);
}
