import type { Emulator, EmulatorOptions } from '../../emulator/index.mts';
import { startEmulator } from '../startEmulator.mts';
import { keepBinariesIn, removeStoredFiles, type BinaryMode } from './storedFiles.mts';

/**
 * Gives each test an emulator of its own, while n8n keeps binary data in `mode`.
 * @param use takes the emulator before every test
 */
export function emulatorForEachTest(
	mode: BinaryMode,
	use: (emulator: Emulator) => void,
	options: EmulatorOptions = {},
): void {
	let emulator: Emulator;

	beforeAll(async () => await keepBinariesIn(mode));
	beforeEach(async () => {
		emulator = await startEmulator({ apiKey: 'test-key', ...options });
		use(emulator);
	});
	afterEach(async () => await emulator.close());
	afterAll(removeStoredFiles);
}
