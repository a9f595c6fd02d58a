import type { Item } from '../../item/item';
import { nameAsModelDoes } from './nameAsModelDoes';
import { readBinaryInputs, type InputWithFiles } from './readBinaryInputs';
import { readRequest } from './readRequest';
import { varySeed } from './varySeed';

/**
 * What the item asks for, its files included, as it stands before it is checked against the schema.
 * @throws InputError
 */
export async function readWholeRequest(item: Item): Promise<InputWithFiles> {
	const asked = await nameAsModelDoes(item, readRequest(item));
	return await readBinaryInputs(item, await varySeed(item, asked));
}
