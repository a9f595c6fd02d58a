import { readApiKey, readBaseUrl, readConnection } from '../../nodes/WaveSpeed/api/connection.ts';

const hostWith = (apiKey: unknown) =>
	({
		getCredentials: async (type: string) => {
			expect(type).toBe('waveSpeedApi');
			return { apiKey, baseUrl: 'https://api.test/api/v3/' };
		},
	}) as never;

describe('a connection', () => {
	it('is what the credential says, and nothing that n8n did not lay down', async () => {
		expect(await readConnection(hostWith('Bearer key-1'))).toStrictEqual({
			baseUrl: 'https://api.test',
			secrets: ['key-1'],
			transport: {},
		});
	});

	it('takes over how n8n is to send requests, and no more of what it declares', async () => {
		const transport = {
			allowedDomains: 'api.test',
			proxy: { host: 'proxy.test', port: 3128 },
			skipSslCertificateValidation: false,
		};
		const declared = { ...transport, url: 'https://evil.test' };
		expect((await readConnection(hostWith('key-1'), declared)).transport).toStrictEqual(transport);
	});

	it('without a key hides nothing, since everything would be hidden', async () => {
		expect((await readConnection(hostWith(''))).secrets).toEqual([]);
	});
});

describe('the key as people paste it', () => {
	it.each([
		['abc-123', 'abc-123'],
		['  abc-123 \n', 'abc-123'],
		['Bearer abc-123', 'abc-123'],
		['bearer\tabc-123', 'abc-123'],
		['Authorization: Bearer abc-123', 'abc-123'],
		['authorization:abc-123', 'abc-123'],
		[' Authorization: Bearer abc-123 ', 'abc-123'],
		['bearerabc', 'bearerabc'],
		['Bearer  abc-123', 'abc-123'],
		['abc authorization:x', 'abcauthorization:x'],
		['abc bearer x', 'abcbearerx'],
		['abc-\n 123', 'abc-123'],
		['"abc-123"', 'abc-123'],
		["'Bearer abc-123'", 'abc-123'],
		['WAVESPEED_API_KEY=abc-123', 'abc-123'],
		['export WAVESPEED_API_KEY="abc-123"', 'abc-123'],
		['api_key: abc-123', 'abc-123'],
		['"abc-123', '"abc-123'],
		['abc==', 'abc=='],
		['live:abc', 'live:abc'],
		['', ''],
		[undefined, ''],
		[7, ''],
	])('%j is %j', (pasted, key) => {
		expect(readApiKey(pasted)).toBe(key);
	});
});

describe('the base URL as people paste it', () => {
	it.each([
		['https://api.wavespeed.ai', 'https://api.wavespeed.ai'],
		['https://api.wavespeed.ai/', 'https://api.wavespeed.ai'],
		['https://api.wavespeed.ai/api/v3', 'https://api.wavespeed.ai'],
		[' https://api.wavespeed.ai/api/v3// ', 'https://api.wavespeed.ai'],
		['https://gate.example/wavespeed/api/v3/', 'https://gate.example/wavespeed'],
		['https://gate.example/api', 'https://gate.example/api'],
		['https://gate.example/v3', 'https://gate.example/v3'],
		['https://gate.example/x/v3', 'https://gate.example/x/v3'],
		['https://gate.example/api/x', 'https://gate.example/api/x'],
		['https://gate.example/api/v3/x', 'https://gate.example/api/v3/x'],
		['http://localhost:8080/', 'http://localhost:8080'],
		[' \n', 'https://api.wavespeed.ai'],
		[undefined, 'https://api.wavespeed.ai'],
		[null, 'https://api.wavespeed.ai'],
		['', 'https://api.wavespeed.ai'],
	])('%j is %j', (pasted, baseUrl) => {
		expect(readBaseUrl(pasted)).toBe(baseUrl);
	});

	it('with a hundred thousand slashes is read at once', () => {
		expect(readBaseUrl(`https://gate.example/x${'/'.repeat(100_000)}`)).toBe(
			'https://gate.example/x',
		);
	});
});

describe('a base URL that cannot be one', () => {
	it.each([
		['api.wavespeed.ai', 'is not an address'],
		['ftp://api.wavespeed.ai', 'does not start with https://'],
		['https://user@api.test', 'contains a user name or a password'],
		['https://:password@api.test', 'contains a user name or a password'],
		['https://api.test?x=1', 'contains a “?” or a “#”'],
		['https://api.test#x', 'contains a “?” or a “#”'],
	])('%s %s', (baseUrl, what) => {
		expect(() => readBaseUrl(baseUrl)).toThrow(
			expect.objectContaining({
				message: `The Base URL of the WaveSpeed credential ${what}. Open the credential and enter an address like https://api.wavespeed.ai.`,
				details: { reason: 'invalidBaseUrl', field: 'baseUrl' },
			}),
		);
	});
});
