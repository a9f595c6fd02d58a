import type { IBinaryData } from 'n8n-workflow';

import { explainInline } from './downloadErrors';
import { fileKind } from './fileKind';
import { fileName } from './fileName';
import type { DownloadHost } from './openAddress';

interface InlineOptions {
	host: { readonly helpers: Pick<DownloadHost['helpers'], 'prepareBinaryData'> };
	/** The name without extension; made safe here. */
	fileName: string;
	/** The largest file accepted, in bytes. */
	limitBytes: number;
	/** What a data: URI says. */
	mimeType?: string;
}

/**
 * Makes binary data of an output that came inside the API's answer, which bounds its size.
 * @param base64 without a data: prefix; line breaks and the URL-safe alphabet are accepted
 * @throws DownloadError with a complete message
 */
export async function inlineOutput(base64: string, options: InlineOptions): Promise<IBinaryData> {
	const { host, limitBytes, mimeType } = options;
	// Three bytes in four letters; the limit is looked at before memory is taken for them.
	if (base64.length * 0.75 > limitBytes + 1_024) throw explainInline('tooLarge', limitBytes);
	const bytes = Buffer.from(base64, 'base64');
	if (bytes.length === 0) throw explainInline('empty', limitBytes);
	if (bytes.length > limitBytes) throw explainInline('tooLarge', limitBytes);
	const kind = fileKind(bytes, mimeType, '');
	const name = fileName(options.fileName, kind.extension);
	try {
		const stored = await host.helpers.prepareBinaryData(bytes, name, kind.mimeType);
		return {
			...stored,
			fileName: name,
			fileExtension: kind.extension,
			mimeType: kind.mimeType,
			bytes: bytes.length,
		};
	} catch {
		throw explainInline('storage', limitBytes);
	}
}
