import { InputError } from '../errors/errorClasses';
import {
	DOWNLOAD_LIMIT_BYTES_DEFAULT,
	MEGABYTE,
	WAIT_DEADLINE_CAP,
	WAIT_DEADLINE_DEFAULT,
} from '../policy';
import type { Item } from './item';

export interface WaitOptions {
	/** Milliseconds. */
	deadlineMs: number;
	/** Milliseconds; undefined for checks that start soon and slow down. */
	intervalMs?: number;
}

export interface DownloadChoices {
	enabled: boolean;
	binaryField: string;
	limitBytes: number;
	rowPer: 'prediction' | 'output';
}

/** @throws InputError for a timeout or an interval that cannot be */
export function readWaitOptions(item: Item): WaitOptions {
	const timeout = readNumber(
		item,
		'options.timeout',
		'Timeout (Seconds)',
		WAIT_DEADLINE_DEFAULT / 1_000,
	);
	if (timeout <= 0) throw notPositive('Timeout (Seconds)', 'options.timeout');
	const interval = readNumber(item, 'options.pollingInterval', 'Polling Interval (Seconds)', 0);
	if (interval < 0) throw notPositive('Polling Interval (Seconds)', 'options.pollingInterval');
	return {
		deadlineMs: Math.min(timeout * 1_000, WAIT_DEADLINE_CAP),
		// Below a second a poll loop would be an attack on the account's rate limit.
		...(interval > 0 && { intervalMs: Math.max(1_000, interval * 1_000) }),
	};
}

/** @throws InputError */
export function readDownloadChoices(item: Item): DownloadChoices {
	const binaryField = item.parameter<string>('options.binaryField', 'data').trim();
	if (binaryField === '' || /[.[\]]/.test(binaryField)) {
		throw new InputError(
			'The option “Put Output File in Field” needs a name without dots and brackets, such as data.',
			{ reason: 'invalidOption', field: 'options.binaryField' },
		);
	}
	const megabytes = readNumber(
		item,
		'options.maxFileSize',
		'Maximum File Size (MB)',
		DOWNLOAD_LIMIT_BYTES_DEFAULT / MEGABYTE,
	);
	if (megabytes <= 0) throw notPositive('Maximum File Size (MB)', 'options.maxFileSize');
	return {
		// A model reads URLs; the file would be fetched for nobody.
		enabled: item.parameter<boolean>('options.downloadOutputs', !item.forAgent),
		binaryField,
		limitBytes: megabytes * MEGABYTE,
		rowPer: item.parameter<'prediction' | 'output'>('options.rowPer', 'prediction'),
	};
}

/** @returns 0 for no limit @throws InputError */
export function readFlightLimit(item: Item): number {
	const limit = readNumber(item, 'options.maxInFlight', 'Maximum at Once', 0);
	if (limit < 0) throw notPositive('Maximum at Once', 'options.maxInFlight');
	return Math.floor(limit);
}

/**
 * @returns undefined where no URL is set
 * @throws InputError for an address WaveSpeed could not call
 */
export function readWebhookUrl(item: Item): string | undefined {
	const text = item.parameter<string>('options.webhookUrl', '').trim();
	if (text === '') return undefined;
	const url = URL.canParse(text) ? new URL(text) : undefined;
	if (url?.protocol === 'https:' || url?.protocol === 'http:') return text;
	throw new InputError(
		'The option “Webhook URL” is not an address. Enter the full public address WaveSpeed is to call, beginning with https://. Nothing was submitted.',
		{ reason: 'invalidOption', field: 'options.webhookUrl' },
	);
}

function readNumber(item: Item, name: string, label: string, fallback: number): number {
	const value = item.parameter<unknown>(name, fallback);
	const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	if (typeof number === 'number' && Number.isFinite(number)) return number;
	throw new InputError(`The option “${label}” is not a number. Enter one, or remove the option.`, {
		reason: 'invalidOption',
		field: name,
	});
}

function notPositive(label: string, field: string): InputError {
	return new InputError(
		`The option “${label}” must be greater than 0. Enter a larger number, or remove the option for its default.`,
		{ reason: 'invalidOption', field },
	);
}
