import { ApiError } from './envelope.mts';

/** @throws ApiError 400 for anything but a whole number from 1 to `atMost` */
export function wholeNumber(value: unknown, name: string, atMost: number): number {
	if (typeof value !== 'number' || !Number.isInteger(value) || value < 1 || value > atMost) {
		throw new ApiError(
			400,
			`invalid request body, Error at "/${name}": number must be between 1 and ${atMost}`,
		);
	}
	return value;
}

/**
 * A time in ISO 8601, in milliseconds since 1970.
 * @param absent what no value means
 * @throws ApiError 400 for anything else
 */
export function isoTime(value: unknown, name: string, absent: number): number {
	if (value === undefined) return absent;
	const ms = typeof value === 'string' ? Date.parse(value) : Number.NaN;
	if (Number.isNaN(ms))
		throw new ApiError(
			400,
			`invalid request body, Error at "/${name}": value must be an ISO 8601 time`,
		);
	return ms;
}
