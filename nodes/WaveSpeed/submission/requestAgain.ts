import type { Item } from '../item/item';
import { checkInput } from './checkInput';
import { readBinaryInputs } from './readBinaryInputs';
import { readRequest, type ModelRequest } from './readRequest';
import { uploadBinaryInputs } from './uploadBinaryInputs';
import { varySeed } from './varySeed';

/**
 * What an item asks for, read once more after its execution was suspended: files are uploaded again
 * where this execution does not know their addresses any more.
 * @throws WaveSpeedError
 */
export async function requestAgain(item: Item): Promise<ModelRequest> {
	const request = await readBinaryInputs(item, await varySeed(item, readRequest(item)));
	return await uploadBinaryInputs(item, await checkInput(item, request));
}
