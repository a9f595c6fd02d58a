import { readFileSync } from 'node:fs';

import { CLIENT_HEADERS, CLIENT_VERSION } from '../../nodes/WaveSpeed/api/connection.ts';
import type { Emulator } from '../../emulator/index.mts';
import { startEmulator } from '../startEmulator.mts';
import { errorOf } from '../faults/workflowWithFaults.mts';
import { executionSettings, promptToVideo, runWorkflow } from '../workflow/engine.mts';

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
