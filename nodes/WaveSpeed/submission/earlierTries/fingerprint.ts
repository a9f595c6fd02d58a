import { digestOf } from '../../digest';
import type { ModelRequest } from '../request/readRequest';

/** Identifies a request: 32 hexadecimal digits, the same for the same model and input. */
export function fingerprintOf({ model, input }: ModelRequest): string {
	return digestOf(model, input);
}
