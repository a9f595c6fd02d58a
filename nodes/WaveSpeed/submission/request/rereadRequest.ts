import type { Item } from '../../item/item';
import { checkInput } from './checkInput';
import type { ModelRequest } from './readRequest';
import { readRequestWithFiles } from './readRequestWithFiles';
import { uploadBinaryInputs } from './uploadBinaryInputs';

/**
 * Reads what an item asks for once more after its execution was suspended; files are uploaded again if
 * this execution no longer knows their addresses.
 * @throws WaveSpeedError
 */
export async function rereadRequest(item: Item): Promise<ModelRequest> {
	const checked = await checkInput(item, await readRequestWithFiles(item));
	return (await uploadBinaryInputs(item, checked)).request;
}
