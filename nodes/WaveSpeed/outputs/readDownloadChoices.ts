import { InputError } from '../errors/errorClasses';
import { redact } from '../errors/redact';
import type { OutputItem } from '../item/item';
import { readBooleanOption } from '../item/readBooleanOption';
import { notPositive, readNumberOption } from '../item/readNumberOption';
import { readText } from '../narrow';
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
export function readDownloadChoices(item: OutputItem): DownloadChoices {
	const binaryField = readText(item.parameter('options.binaryField', 'data'))?.trim() ?? '';
	if (binaryField === '' || /[.[\]]/.test(binaryField)) {
		throw new InputError(
			'The option “File: Put Output in Field” needs a name without dots and brackets, such as data.',
			{ reason: 'invalidOption', field: 'options.binaryField' },
		);
	}
	const megabytes = readNumberOption(
		item,
		'options.maxFileSize',
		'File: Maximum Size (MB)',
		DOWNLOAD_LIMIT_BYTES_DEFAULT / MEGABYTE,
	);
	if (megabytes <= 0) throw notPositive('File: Maximum Size (MB)', 'options.maxFileSize');
	return {
		// A model reads URLs; the file would be fetched for nobody.
		enabled: readDownloadOutputs(item, !item.forAgent),
		binaryField,
		limitBytes: megabytes * MEGABYTE,
		rowPer: readRowPer(item),
		addBilledPrice: readBooleanOption(
			item,
			'options.addBilledPrice',
			'Cost: Add Billed Price',
			false,
		),
	};
}

/**
 * Whether files are wanted.
 * @param fallback without the option
 * @throws InputError
 */
export function readDownloadOutputs(item: OutputItem, fallback: boolean): boolean {
	return readBooleanOption(item, 'options.downloadOutputs', 'File: Download Outputs', fallback);
}

function readRowPer(item: OutputItem): DownloadChoices['rowPer'] {
	const rowPer = item.parameter('options.rowPer', 'prediction');
	if (rowPer === 'prediction' || rowPer === 'output') return rowPer;
	throw new InputError(
		`The option “File: If Several” has no value “${redact(rowPer)}”. Choose one from its list; in an expression use output (one item per output) or prediction (one item with all files).`,
		{ reason: 'invalidOption', field: 'options.rowPer' },
	);
}
