import assert from 'node:assert/strict';
import type { EmulatedPrediction, Emulator } from '../../emulator/index.mts';

/** The newest prediction, which the call under trial has paid for. */
export function madeOf({ predictions }: Emulator): EmulatedPrediction {
	const prediction = predictions.at(-1);
	assert.ok(prediction, 'nothing was submitted');
	return prediction;
}

/** What a prediction's outputs are, where none is a file. */
export function outputsOf({ outputs }: EmulatedPrediction): unknown[] {
	return outputs.map((output) => (output.kind === 'value' ? output.value : undefined));
}

/**
 * Downloads what a client says the newest prediction made, as whoever has that answer would.
 * @returns in few words what it was
 */
export async function sameBytes(emulator: Emulator, outputs: unknown[]): Promise<string> {
	const { id } = madeOf(emulator);
	assert.ok(outputs.length > 0, 'no outputs');
	for (const [index, output] of outputs.entries()) {
		const bytes = Buffer.from(await (await fetch(String(output))).arrayBuffer());
		assert.ok(bytes.equals(await emulator.outputBytesOf(id, index)), 'other bytes came');
	}
	return outputs.length === 1 ? 'the very file' : `the very ${outputs.length} files`;
}

/** @returns the one item of a list. @throws where it has none or several */
export function only<T>(list: T[] | undefined): T {
	assert.equal(list?.length, 1, 'expected exactly one');
	return (list as [T])[0];
}
