import { readConnection } from '../../nodes/WaveSpeed/api/connection.ts';

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
