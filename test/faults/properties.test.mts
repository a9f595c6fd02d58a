import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';

import fc from 'fast-check';

import { callApi } from '../../nodes/WaveSpeed/api/call.ts';
import { CallFailure } from '../../nodes/WaveSpeed/api/callFailure.ts';
import { checkPredictionId, modelPath } from '../../nodes/WaveSpeed/api/paths.ts';
import { InputError } from '../../nodes/WaveSpeed/errors/errorClasses.ts';
import { redact } from '../../nodes/WaveSpeed/errors/redact.ts';
import { PATH_PIECES } from '../api/pathPieces.mts';
import { doubleCharges, KEY, lostOutputs, runScript, type ScriptRun } from './runScript.mts';
import { propertySettings } from './propertySettings.mts';
import { anyBody, anyScenario, type Scenario } from './scripts.mts';
import { sendForReal } from './sendForReal.mts';
import { API, ScriptedApi } from './scriptedApi.mts';

const { numRuns, seed } = propertySettings;

/** One seed makes the same scenarios for every property that takes them as they are: run once. */
const known = new Map<string, Promise<ScriptRun>>();

async function runOnce(scenario: Scenario): Promise<ScriptRun> {
	if (numRuns > 1_000) return await runScript(scenario);
	const key = JSON.stringify(scenario);
	const run = known.get(key) ?? runScript(scenario);
	known.set(key, run);
	return await run;
}

/** The node under a random script of faults. */
const always = async (
	holds: (run: ScriptRun) => void,
	scenarios: fc.Arbitrary<Scenario> = anyScenario,
) =>
	await fc.assert(
		fc.asyncProperty(scenarios, async (scenario) => holds(await runOnce(scenario))),
		{ numRuns, seed },
	);

describe(`whatever goes wrong, in ${numRuns} random runs each (seed ${seed})`, () => {
	jest.setTimeout(300_000 + numRuns * 60);

	afterAll(() => process.stdout.write(`Properties: ${numRuns} runs each, seed ${seed}\n`));

	it('one item costs one submission at most', async () => {
		await always((run) => {
			expect(doubleCharges(run)).toBe(0);
			if (run.tries > 1) return;
			const accepted = run.api.requests.filter((request) => request.accepted !== undefined);
			expect(accepted.length).toBeLessThanOrEqual(run.scenario.prompts.length);
		});
	});

	it('nothing new is submitted for an item while what was submitted for it may still succeed', async () => {
		await always(
			({ api, tries }) => {
				const { predictions } = api;
				expect(predictions.length).toBeLessThanOrEqual(tries);
				expect(predictions.slice(0, -1).every(({ status }) => status === 'failed')).toBe(true);
			},
			anyScenario.map((scenario) => ({ ...scenario, prompts: ['a'] })),
		);
	});

	it('a file that comes out has exactly the bytes of its own prediction', async () => {
		await always(({ rows, binaries, api }) => {
			const changed = api.requests.length === 0;
			for (const [row, bytes] of binaries) {
				expect(changed).toBe(false);
				expect(bytes.equals(ScriptedApi.bytesOf(String(row.json.id)))).toBe(true);
			}
			for (const row of rows) expect(row.binary === undefined || binaries.has(row)).toBe(true);
		}, withHonestOutputs);
	});

	it('only the API’s own origin sees the key', async () => {
		await always(({ api, reported, log }) => {
			for (const { origin, headers } of api.requests) {
				expect(JSON.stringify(headers).includes(KEY)).toBe(origin === API);
			}
			for (const form of [KEY, encodeURIComponent(KEY), Buffer.from(KEY).toString('base64')]) {
				expect(reported + log.join('\n')).not.toContain(form);
			}
		});
	});

	it('every failure after an acceptance names the prediction', async () => {
		await always((run) => {
			expect(lostOutputs(run)).toEqual([]);
			const { rows, thrown, log } = run;
			const errors = [
				...rows
					.map(({ json, pairedItem }) => ({ json, item: (pairedItem as { item: number }).item }))
					.filter(({ json }) => 'error' in json)
					.map(({ json, item }) => ({ text: JSON.stringify(json), item })),
				...thrown.map(({ message, context }) => ({
					text: JSON.stringify([message, context]),
					item: undefined,
				})),
			];
			for (const { text, item } of errors) {
				const known = log
					.map((line) =>
						/^Item (\d+): (?:WaveSpeed accepted|waiting for) prediction (\w+)/.exec(line),
					)
					.filter((match) => match !== null && (item === undefined || Number(match[1]) === item))
					.map((match) => match![2]!);
				const open = run.api.predictions.filter(({ id, fails }) => !fails && known.includes(id));
				for (const { id } of open) expect(text).toContain(id);
			}
		});
	});

	it('rows pair with their items, in order, each with the prediction of its own prompt', async () => {
		await always(
			({ rows, scenario, api }) => {
				expect(rows.map(({ pairedItem }) => pairedItem)).toEqual(
					scenario.prompts.map((_prompt, item) => ({ item })),
				);
				for (const [index, { json }] of rows.entries()) {
					if ('error' in json) {
						expect(Object.keys(json).sort()).toEqual(['details', 'error']);
						expect(json.error).toMatch(/^.{20,}$/s);
						continue;
					}
					const made = api.predictions.find(({ id }) => id === json.id);
					expect(made?.input.prompt).toBe(scenario.prompts[index]);
				}
				const ids = rows.flatMap(({ json }) => ('error' in json ? [] : [json.id]));
				expect(new Set(ids).size).toBe(ids.length);
			},
			anyScenario.map((scenario) => ({ ...scenario, onError: 'continue' as const })),
		);
	});

	it('any bytes as any answer end in a row or in one of the node’s own errors', async () => {
		const scenarios = fc
			.tuple(
				anyScenario,
				fc.constantFrom('submit', 'result', 'list', 'output'),
				fc.integer({ min: 200, max: 599 }),
				anyBody,
			)
			.map(([scenario, kind, status, body]) => ({
				...scenario,
				script: {
					...scenario.script,
					[kind]: Array.from({ length: 12 }, () => ({
						kind: 'answer',
						status,
						body,
						accepted: true,
					})),
				},
			}));
		await always(({ reasons }) => {
			// “nodeSettings” is what errors of others become: a TypeError would be one.
			for (const reason of reasons) {
				expect(typeof reason).toBe('string');
				expect(reason).not.toBe('nodeSettings');
			}
		}, scenarios);
	});

	it('no request is left under way, and no more are under way at once than is polite', async () => {
		await always(({ api, scenario }) => {
			expect(api.underWay).toBe(0);
			expect(api.mostUnderWay).toBeLessThanOrEqual(40);
			const perTry = scenario.prompts.length * (300 / 1.6 + 8 + 6 * 20 + 20);
			expect(api.requests.length).toBeLessThan(perTry * scenario.tries);
		});
	});

	it('any text as a model’s or a prediction’s id is refused or stays below the API’s path', () => {
		const piece = fc.constantFrom(...PATH_PIECES, '//', '\0');
		const anyId = fc.oneof(
			fc.string(),
			fc.string({ unit: 'binary' }),
			fc.webUrl(),
			fc.array(piece, { maxLength: 7 }).map((pieces) => pieces.join('/')),
		);
		fc.assert(
			fc.property(anyId, (id) => {
				for (const path of [
					() => modelPath(id),
					() => `/api/v3/predictions/${checkPredictionId(id)}/result`,
				]) {
					let made: string;
					try {
						made = path();
					} catch (error) {
						expect(error).toBeInstanceOf(InputError);
						continue;
					}
					const url = new URL(`${API}${made}`);
					expect([url.origin, url.pathname, url.search, url.hash]).toEqual([API, made, '', '']);
				}
			}),
			{ numRuns, seed },
		);
	});

	it('any words of a server come out as one short plain line without the key', () => {
		const nasty = fc.constantFrom(
			'<script>',
			'</b>',
			'\u001b[31m',
			'\u202e',
			'\n',
			KEY,
			Buffer.from(`u:${KEY}`).toString('base64'),
			encodeURIComponent(KEY),
			'https://u:p@x.example/a?X-Signature=abc',
			'Bearer ',
		);
		const words = fc
			.array(fc.oneof(fc.string(), nasty), { maxLength: 12 })
			.map((parts) => parts.join(''));
		fc.assert(
			fc.property(words, (text) => {
				const quoted = redact(text, [KEY]);
				expect(quoted.length).toBeLessThanOrEqual(300);
				// eslint-disable-next-line no-control-regex
				expect(quoted).not.toMatch(/[<>\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2028\u2029]/);
				for (const form of [
					KEY,
					KEY.slice(0, 20),
					Buffer.from(KEY).toString('base64').slice(0, 20),
					'X-Signature',
				]) {
					expect(quoted).not.toContain(form);
				}
			}),
			{ numRuns, seed },
		);
	});

	it('over real sockets, too, any bytes end in data or in a failure of ours', async () => {
		let bytes: Uint8Array = Buffer.alloc(0);
		const server = await new Promise<Server>((resolve) => {
			const started = createServer((socket) => {
				socket.on('error', () => undefined);
				socket.once('data', () => socket.end(bytes));
			}).listen(0, '127.0.0.1', () => resolve(started));
		});
		const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
		const framed = fc
			.tuple(fc.constantFrom('200 OK', '500 Oops', '302 Found'), anyBody, fc.boolean())
			.map(([status, body, cut]) =>
				Buffer.concat([
					Buffer.from(
						`HTTP/1.1 ${status}\r\ncontent-length: ${body.length + (cut ? 5 : 0)}\r\n\r\n`,
					),
					body,
				]),
			);
		try {
			await fc.assert(
				fc.asyncProperty(fc.oneof(framed, fc.uint8Array({ maxLength: 100 })), async (answer) => {
					bytes = answer;
					try {
						const data = await callApi(
							sendForReal(KEY),
							{ baseUrl, secrets: [KEY], transport: {} },
							{ method: 'GET', path: '/api/v3/balance' },
						);
						expect(typeof data).toBe('object');
					} catch (error) {
						expect(error).toBeInstanceOf(CallFailure);
						expect(JSON.stringify(error)).not.toContain(KEY);
					}
				}),
				{ numRuns, seed },
			);
		} finally {
			await new Promise((resolve) => server.close(resolve));
		}
	});
});

/** Where the server itself serves other bytes under the file’s address, nobody can know. */
const withHonestOutputs = anyScenario.map((scenario) => ({
	...scenario,
	script: {
		...scenario.script,
		output: scenario.script.output.filter(({ kind }) => kind !== 'answer'),
	},
}));
