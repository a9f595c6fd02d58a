import type { INodeExecutionData } from 'n8n-workflow';

import { fileEmpty } from '../../upload/fileInputErrors';
import { UPLOAD_LIMIT_BYTES } from '../../policy';
import type { Item } from '../../item/item';
import { readBinaryFile, type BinaryFile } from '../../upload/binaryFile';
import { pickBinaries, type PickedBinary } from '../../upload/pickBinaries';
import { uploadFile } from '../../upload/uploadFile';
import type { Operation } from '../operation';

/** Uploads the item's files and returns their addresses: one row for each file, without the file. */
async function upload(item: Item): Promise<INodeExecutionData[]> {
	const picked = pickBinaries(item, item.parameter('binaryField', 'data'), 'the upload');
	const files = await Promise.all(picked.map(async (one) => await readWhole(item, one)));
	await item.run.cross('inputsChecked', item.member);
	return await Promise.all(
		files.map(async (file) => {
			const { fileName, mimeType, size } = file;
			const { url, type } = await uploadFile(item, file);
			return { json: { url, fileName, mimeType, size, type }, pairedItem: { item: item.index } };
		}),
	);
}

async function readWhole(item: Item, picked: PickedBinary): Promise<BinaryFile> {
	const file = await item.run.uploads.run(
		async () => await readBinaryFile(item, picked, UPLOAD_LIMIT_BYTES),
	);
	if (file.size === 0) throw fileEmpty(file.field, file.fileName);
	return file;
}

export const uploadOperation: Operation = {
	name: 'Upload',
	value: 'upload',
	action: 'Upload file',
	description: 'Upload a file of the item to WaveSpeed and get its address, valid for 7 days',
	steps: upload,
};
