import { digestOf } from '../../digest';
import type { ModelRequest } from '../request/readRequest';

/** Tells requests apart: 32 hexadecimal digits, the same for the same model and input. */
export function fingerprintOf({ model, input }: ModelRequest): string {
	return digestOf(model, input);
}
