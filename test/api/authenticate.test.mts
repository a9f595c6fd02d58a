import type { IHttpRequestOptions } from 'n8n-workflow';

import { WaveSpeedApi } from '../../credentials/WaveSpeedApi.credentials.ts';
import { ABOUT_TO_SEND, authenticate } from '../../nodes/WaveSpeed/api/authenticate.ts';

describe('a request with the credential', () => {
	const credential = { apiKey: 'Bearer key-1', baseUrl: 'https://api.test/api/v3' };
	const sent = async (request: Partial<IHttpRequestOptions> & { uri?: string }) =>
		await authenticate(credential, request as IHttpRequestOptions);

	it('to the API’s own origin gets the key', async () => {
		const { headers } = await sent({ url: 'https://api.test/api/v3/balance', headers: { a: 'b' } });
		expect(headers).toEqual({ a: 'b', Authorization: 'Bearer key-1' });
	});

	it('gets it as well where n8n names the address in another way', async () => {
		const own = { Authorization: 'Bearer key-1' };
		expect((await sent({ url: '/x', baseURL: 'https://api.test' })).headers).toEqual(own);
		expect((await sent({ uri: 'https://api.test/x' })).headers).toEqual(own);
	});

	it.each([
		'https://evil.test/api/v3/balance',
		'http://api.test/api/v3/balance',
		'https://api.test:8443/x',
		'https://api.test@evil.test/x',
		'https://api.test.evil.test/x',
		'//evil.test/x',
		'not an address',
		'',
	])('to %j is refused without it, and says where it would go', async (url) => {
		const request = { url, headers: {} } as IHttpRequestOptions;
		await expect(authenticate(credential, request)).rejects.toMatchObject({
			message: expect.stringMatching(/sends its key to https:\/\/api\.test only/),
			details: { reason: 'foreignAddress', field: 'baseUrl' },
		});
		expect(JSON.stringify(request)).not.toContain('key-1');
	});

	it('without any address is that of a node whose resource does not exist, and the error says so', async () => {
		await expect(sent({ headers: {} })).rejects.toMatchObject({
			message:
				'The node’s Resource is not in its list. Choose one from the list, and then an Operation. Nothing was submitted.',
			details: { reason: 'nodeSettings', field: 'resource' },
		});
	});

	it('tells whoever watches it that it is about to be sent', async () => {
		const watched = { url: 'https://api.test/x', [ABOUT_TO_SEND]: jest.fn() };
		await sent(watched);
		expect(watched[ABOUT_TO_SEND]).toHaveBeenCalledTimes(1);
	});
});

describe('the credential', () => {
	const { authenticate: declared, properties } = new WaveSpeedApi();

	it('is a function: n8n evaluates no expression for a request', () => {
		expect(typeof declared).toBe('function');
	});

	it('links to where keys are made and credit is added, and is true to the trial credit', () => {
		const [notice] = properties;
		expect(notice).toMatchObject({ type: 'notice' });
		expect(notice!.displayName).toContain('href="https://wavespeed.ai/accesskey"');
		expect(notice!.displayName).toContain('href="https://wavespeed.ai/top-up"');
		expect(notice!.displayName).toContain('1 USD to try');
	});
});
