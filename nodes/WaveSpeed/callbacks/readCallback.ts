import type { IWebhookFunctions } from 'n8n-workflow';

import { CallFailure, rethrown } from '../api/callFailure';
import { isPredictionId } from '../api/paths';
import type { CallbackSecrets } from './callbackSecrets';
import type { Distrust } from './verifySignature';

export interface Callback {
	/** Why it is not genuine; undefined if it is, or if there is no secret to check it with. */
	distrust?: Distrust;
	/** Read only after the check. */
	predictionId?: string;
	/** The parsed body; trust it only if `isVerified` is true. */
	body?: Record<string, unknown>;
	isVerified: boolean;
}

/** Checks a callback, then reads it: a forged one is never parsed here. */
export async function readCallback(
	host: IWebhookFunctions,
	secrets: CallbackSecrets,
): Promise<Callback> {
	const { rawBody } = host.getRequestObject() as unknown as { rawBody?: Buffer };
	const headers = host.getHeaderData() as Record<string, unknown>;
	let isVerified = true;
	try {
		const distrust = await secrets.distrust(host, { headers, rawBody });
		if (distrust !== undefined) return { distrust, isVerified: false };
	} catch (failure) {
		if (!(failure instanceof CallFailure)) throw rethrown(failure);
		isVerified = false;
	}
	return { isVerified, ...contentOf(rawBody) };
}

/** Reads a callback without a check, as there is no key and so no secret. */
export function readUncheckedCallback(host: IWebhookFunctions): Callback {
	const { rawBody } = host.getRequestObject() as unknown as { rawBody?: Buffer };
	return { isVerified: false, ...contentOf(rawBody) };
}

function contentOf(rawBody: Buffer | undefined): Pick<Callback, 'body' | 'predictionId'> {
	const body = parse(rawBody);
	return { body, ...(isPredictionId(body?.id) && { predictionId: body.id }) };
}

function parse(rawBody: Buffer | undefined): Record<string, unknown> | undefined {
	try {
		const value: unknown = JSON.parse(String(rawBody));
		return typeof value === 'object' && value !== null
			? (value as Record<string, unknown>)
			: undefined;
	} catch {
		return undefined;
	}
}
