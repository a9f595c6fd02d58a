import { readFileSync } from 'node:fs';

import type { IHttpRequestOptions } from 'n8n-workflow';

import { WaveSpeedApi } from '../../credentials/WaveSpeedApi.credentials.ts';
import { ABOUT_TO_SEND, authenticate } from '../../nodes/WaveSpeed/api/authenticate.ts';
import { CLIENT_HEADERS, CLIENT_VERSION } from '../../nodes/WaveSpeed/api/clientHeaders.ts';
import { readApiKey, readBaseUrl } from '../../nodes/WaveSpeed/api/credentialFields.ts';
import type { Emulator } from '../../emulator/index.mts';
import { startEmulator } from '../startEmulator.mts';
import { errorOf } from '../faults/workflowWithFaults.mts';
import { executionSettings, promptToVideo, runWorkflow } from '../workflow/engine.mts';

describe('the key as people paste it', () => {
	it.each([
		['abc-123', 'abc-123'],
		['  abc-123 \n', 'abc-123'],
		['Bearer abc-123', 'abc-123'],
		['bearer\tabc-123', 'abc-123'],
		['Authorization: Bearer abc-123', 'abc-123'],
		['authorization:abc-123', 'abc-123'],
		['bearerabc', 'bearerabc'],
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
		await expect(authenticate(credential, request)).rejects.toThrow(
			/sends its key to https:\/\/api\.test only/,
		);
		expect(JSON.stringify(request)).not.toContain('key-1');
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

describe('who calls', () => {
	let emulator: Emulator;
	beforeEach(async () => {
		emulator = await startEmulator({ apiKey: 'test-key', generationTimeMs: 40 });
	});
	afterEach(async () => await emulator.close());

	it('is told with the version of the package', () => {
		const { version, name } = JSON.parse(readFileSync('package.json', 'utf8')) as Record<
			string,
			string
		>;
		expect(CLIENT_VERSION).toBe(version);
		expect(CLIENT_HEADERS).toEqual({ 'X-Client-Name': name, 'X-Client-Version': version });
	});

	it('is told to the API with each request, and to nobody else', async () => {
		const { failure } = await runWorkflow({ baseUrl: emulator.url, parameters: promptToVideo });
		expect(failure).toBeUndefined();
		const [own, others] = [
			emulator.requestsTo({ host: 'api' }),
			emulator.requestsTo({ host: 'outputs' }),
		];
		expect(others.length).toBeGreaterThan(0);
		for (const { headers } of own) expect(headers['x-client-version']).toBe(CLIENT_VERSION);
		for (const { headers } of others) {
			expect(Object.keys(headers).filter((header) => header.startsWith('x-client'))).toEqual([]);
			expect(headers.authorization).toBeUndefined();
		}
	});
});

describe('an error of n8n’s own, before a request is sent', () => {
	let emulator: Emulator;
	beforeEach(async () => {
		emulator = await startEmulator({ apiKey: 'test-key', generationTimeMs: 40 });
	});
	afterEach(async () => {
		jest.restoreAllMocks();
		await emulator.close();
	});

	/** n8n's credential helper, with one thing that goes wrong at the submission. */
	const failing = (what: 'authenticate' | 'preAuthentication', error: () => unknown) => {
		const helper = Object.getPrototypeOf(executionSettings('').credentialsHelper) as Record<
			string,
			(...args: never[]) => Promise<unknown>
		>;
		const real = helper[what]!;
		jest.spyOn(helper, what as never).mockImplementation(async function (
			this: unknown,
			...args: never[]
		) {
			const request = args[2] as { method?: string; url?: string } | undefined;
			if (what === 'preAuthentication' || request?.url?.includes('sora-2')) throw error();
			return await real.apply(this as never, args);
		} as never);
	};

	it.each([
		[
			'a setting that n8n cannot evaluate',
			() => new TypeError("Cannot read properties of undefined (reading 'binary')"),
		],
		['a missing credential', () => new Error('Credential with ID "1" does not exist')],
	])('(%s) is never said to be a possible charge', async (_what, error) => {
		failing('authenticate', error);
		const { message, details } = errorOf(
			await runWorkflow({ baseUrl: emulator.url, parameters: promptToVideo }),
		);
		expect(message).toContain(error().message.slice(0, 30));
		expect(message).toContain('nothing was charged');
		expect(message).not.toMatch(/unknown whether|charge is possible/);
		expect(details).toMatchObject({ reason: 'requestNotAllowed' });
		expect(details.chargePossible).toBeUndefined();
		expect(emulator.requestsTo({ host: 'api', path: /sora-2/ })).toHaveLength(0);
	});

	it('is no proof where it comes with anything of a socket', async () => {
		failing('authenticate', () => Object.assign(new Error('x'), { code: 'ECONNRESET' }));
		const { details } = errorOf(
			await runWorkflow({ baseUrl: emulator.url, parameters: promptToVideo }),
		);
		expect(details).toMatchObject({ reason: 'outcomeUnknown', chargePossible: true });
	});
});
