import { createHmac } from 'node:crypto';

/**
 * The value of a callback's `webhook-signature`: `v3,` and 64 hex digits.
 * HMAC-SHA256 over `id.timestamp.body`, keyed with the secret's text after `whsec_`: unlike
 * Standard Webhooks the rest is not base64-decoded (vendor's page "Verify webhooks").
 * @param timestamp seconds since 1970, as text in the header
 */
function signCallback(secret: string, id: string, timestamp: string, body: string): string {
	const key = secret.startsWith('whsec_') ? secret.slice('whsec_'.length) : secret;
	return `v3,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('hex')}`;
}

/** The headers that a callback of these bytes comes with. @param timestamp seconds since 1970 */
export function callbackHeaders(
	secret: string,
	id: string,
	timestamp: string,
	body: string,
): Record<string, string> {
	return {
		'content-type': 'application/json',
		'webhook-id': id,
		'webhook-timestamp': timestamp,
		'webhook-signature': signCallback(secret, id, timestamp, body),
	};
}
