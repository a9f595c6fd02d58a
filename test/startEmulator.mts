import {
	startEmulator as startOnSystemTime,
	type Emulator,
	type EmulatorOptions,
} from '../emulator/index.mts';
import { networkTime } from './virtualTime.mts';

/** The one time of a test file: of its nodes, and of its emulator. */
export const time = networkTime();

/** An emulator on the time of the tests: its predictions are ready when the node has waited for them. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
	return await startOnSystemTime({ clock: time.clock, ...options });
}
