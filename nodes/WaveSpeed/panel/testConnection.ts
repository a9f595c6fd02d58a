import type {
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';

import { CallFailure } from '../api/callFailure';
import { CLIENT_HEADERS, readApiKey, readBaseUrl } from '../api/connection';
import { openEnvelope } from '../api/envelope';
import { readAmount } from '../api/answerValues';
import { readNetworkFailure } from '../api/networkFailure';
import { BALANCE_PATH } from '../api/paths';
import { explainFailure } from '../api/apiErrors';
import { ACCOUNT_PAGE, BILLING_PAGE } from '../errors/vendorPages';
import { API_CALL_DEADLINE } from '../policy';

/**
 * The credential's test: asks for the balance, which is free and needs a working key. It is code and not
 * a declared request because WaveSpeed answers 401 both to a wrong key and to a key whose account was
 * never topped up, and only the message tells them apart.
 */
export async function testConnection(
	this: ICredentialTestFunctions,
	credential: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	const { apiKey, baseUrl } = (credential.data ?? {}) as { apiKey?: string; baseUrl?: string };
	const key = readApiKey(apiKey);
	if (key === '') return failed(`Enter an API key; you can create one at ${ACCOUNT_PAGE}.`);
	try {
		const api = readBaseUrl(baseUrl);
		const balance = await askBalance(this.helpers, api, key);
		return balance === 0
			? failed(
					`The key is right, but the account’s balance is 0 USD: it needs a top-up at ${BILLING_PAGE} before anything can be made.`,
				)
			: { status: 'OK', message: 'Connection successful' };
	} catch (error) {
		return failed(error instanceof Error ? error.message : 'The connection could not be tested.');
	}
}

function failed(message: string): INodeCredentialTestResult {
	return { status: 'Error', message };
}

/** @returns the balance in USD; undefined if the API does not say @throws WaveSpeedError */
async function askBalance(
	helpers: ICredentialTestFunctions['helpers'],
	api: string,
	key: string,
): Promise<number | undefined> {
	try {
		// A credential test has only this older helper of n8n's.
		const response = (await helpers.request({
			method: 'GET',
			uri: api + BALANCE_PATH,
			headers: { Authorization: `Bearer ${key}`, Accept: 'application/json', ...CLIENT_HEADERS },
			timeout: API_CALL_DEADLINE,
			simple: false,
			json: false,
			resolveWithFullResponse: true,
			followRedirect: false,
			followAllRedirects: false,
		})) as { statusCode: number; headers: Record<string, unknown>; body: unknown };
		const data = openEnvelope(
			{
				status: response.statusCode,
				contentType: String(response.headers['content-type'] ?? ''),
				text:
					typeof response.body === 'string' ? response.body : JSON.stringify(response.body ?? ''),
			},
			[key],
		) as { balance?: unknown };
		return readAmount(data.balance);
	} catch (error) {
		const failure = error instanceof CallFailure ? error : readNetworkFailure(error, false);
		throw explainFailure(failure, { baseUrl: api, secrets: [key] });
	}
}
