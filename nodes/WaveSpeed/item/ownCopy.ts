import { WaveSpeedError } from '../errors/errorClasses';

/** An error that several items share, for one of them. */
export function ownCopy(error: unknown): unknown {
	if (!(error instanceof WaveSpeedError)) return error;
	const copy = Object.create(
		Object.getPrototypeOf(error) as object,
		Object.getOwnPropertyDescriptors(error),
	) as WaveSpeedError;
	return Object.assign(copy, { details: { ...error.details } });
}
