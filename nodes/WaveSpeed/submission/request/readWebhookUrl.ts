import { InputError } from '../../errors/errorClasses';
import type { Item } from '../../item/item';

/** @returns undefined if no URL is set @throws InputError for an address that WaveSpeed cannot call */
export function readWebhookUrl(item: Item): string | undefined {
	const text = String(item.parameter('options.webhookUrl', '') ?? '').trim();
	if (text === '') return undefined;
	const url = URL.canParse(text) ? new URL(text) : undefined;
	if (url?.protocol === 'https:' || url?.protocol === 'http:') return text;
	throw new InputError(
		'The option “Webhook URL” is not an address. Enter the full public address WaveSpeed is to call, beginning with https://. Nothing was submitted.',
		{ reason: 'invalidOption', field: 'options.webhookUrl' },
	);
}
