import { InputError } from '../errors/errorClasses';
import type { Item } from '../item/item';
import { notPositive, readNumberOption } from '../item/readNumberOption';
import { DOWNLOAD_LIMIT_BYTES_DEFAULT, MEGABYTE } from '../policy';

/** What to do with the outputs of a prediction. */
export interface DownloadChoices {
	enabled: boolean;
	binaryField: string;
	limitBytes: number;
	rowPer: 'prediction' | 'output';
	/** Whether each row has the real price of its prediction. */
	addBilledPrice?: boolean;
}

/** @throws InputError */
export function readDownloadChoices(item: Item): DownloadChoices {
	const binaryField = item.parameter<string>('options.binaryField', 'data').trim();
	if (binaryField === '' || /[.[\]]/.test(binaryField)) {
		throw new InputError(
			'The option “Put Output File in Field” needs a name without dots and brackets, such as data.',
			{ reason: 'invalidOption', field: 'options.binaryField' },
		);
	}
	const megabytes = readNumberOption(
		item,
		'options.maxFileSize',
		'Maximum File Size (MB)',
		DOWNLOAD_LIMIT_BYTES_DEFAULT / MEGABYTE,
	);
	if (megabytes <= 0) throw notPositive('Maximum File Size (MB)', 'options.maxFileSize');
	return {
		// A model reads URLs; nobody would use the file.
		enabled: item.parameter<boolean>('options.downloadOutputs', !item.forAgent),
		binaryField,
		limitBytes: megabytes * MEGABYTE,
		rowPer: item.parameter<'prediction' | 'output'>('options.rowPer', 'prediction'),
		addBilledPrice: item.parameter<unknown>('options.addBilledPrice', false) === true,
	};
}
