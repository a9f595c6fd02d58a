import type { IDataObject, INodeExecutionData, IWebhookFunctions } from 'n8n-workflow';

import { callbackHeaders, type Emulator } from '../../emulator/index.mts';
import { startEmulator } from '../startEmulator.mts';
import { WaveSpeedTrigger } from '../../nodes/WaveSpeedTrigger/WaveSpeedTrigger.node.ts';
import { sendForReal } from '../faults/sendForReal.mts';
import { prepareEngine } from '../workflow/engine.mts';

const KEY = 'test-key';
const SUBMISSION = { prompt: 'a kite' };
/** Credentials of other tests' accounts must not share a secret with this one's. */
let account = 0;

describe('a callback to WaveSpeedAI Trigger', () => {
	let emulator: Emulator;
	let staticData: IDataObject;
	let id: string;
	beforeAll(prepareEngine);
	beforeEach(async () => {
		account += 1;
		staticData = {};
		emulator = await startEmulator({ apiKey: KEY, generationTimeMs: 0 });
		const response = await fetch(`${emulator.url}/api/v3/openai/sora-2/text-to-video`, {
			method: 'POST',
			headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
			body: JSON.stringify(SUBMISSION),
		});
		expect(response.status).toBe(200);
		id = emulator.predictions[0]!.id;
	});
	afterEach(async () => await emulator.close());

	const deliver = async ({
		body = { id, status: 'completed', outputs: ['https://outputs.example/x.mp4'] } as object,
		ageSeconds = 0,
		secret = emulator.webhookSecret,
		parameters = {} as IDataObject,
	} = {}): Promise<{ status?: number; started?: INodeExecutionData[] }> => {
		const text = JSON.stringify(body);
		const at = String(Math.floor(Date.now() / 1_000) - ageSeconds);
		let status: number | undefined;
		const response = {
			get headersSent() {
				return status !== undefined;
			},
			status(code: number) {
				status = code;
				return response;
			},
			json: () => response,
		};
		const host = Object.assign(sendForReal(KEY), {
			getCredentials: async () => ({ apiKey: KEY, baseUrl: emulator.url }),
			getHeaderData: () => callbackHeaders(secret, 'evt_1', at, text),
			getNode: () => ({ credentials: { waveSpeedApi: { id: `account ${account}` } } }),
			getNodeParameter: (name: string, fallback: unknown) => parameters[name] ?? fallback,
			getRequestObject: () => ({ rawBody: Buffer.from(text) }),
			getResponseObject: () => response,
			getWorkflow: () => ({ id: `workflow ${account}` }),
			getWorkflowStaticData: () => staticData,
			logger: { warn() {}, error() {}, info() {}, debug() {} },
		});
		const node = new WaveSpeedTrigger();
		const { workflowData } = await node.webhook.call(host as unknown as IWebhookFunctions);
		return { status, ...(workflowData && { started: workflowData[0] ?? [] }) };
	};
	const looks = () => emulator.requestsTo({ method: 'GET', path: /result$/ }).length;

	it('starts the workflow with what it says, and leaves the answer to n8n, which stores the execution first', async () => {
		const { status, started } = await deliver();
		expect(status).toBeUndefined();
		expect(started?.[0]?.json).toMatchObject({ id, status: 'completed' });
		expect(looks()).toBe(0);
	});

	it('starts nothing when it is replayed within its five minutes, and is refused afterwards', async () => {
		expect((await deliver()).started).toHaveLength(1);
		// A minute before and after: the second is told apart in callbacks/verifySignature.test.mts.
		expect(await deliver({ ageSeconds: 240 })).toEqual({ status: 200 });
		expect(await deliver({ ageSeconds: 360 })).toEqual({ status: 401 });
	});

	it('starts one workflow though each copy reads static data that knows none of the others', async () => {
		const all = await Promise.all(
			Array.from({ length: 20 }, async () => {
				staticData = {};
				return await deliver();
			}),
		);
		expect(all.filter(({ started }) => started)).toHaveLength(1);
		expect(all.filter(({ status }) => status === 200)).toHaveLength(19);
	});

	it('starts one workflow when it comes twenty times at once', async () => {
		const all = await Promise.all(Array.from({ length: 20 }, async () => await deliver()));
		expect(all.filter(({ started }) => started)).toHaveLength(1);
		expect(all.filter(({ status }) => status === 200)).toHaveLength(19);
	});

	it('with another’s signature starts nothing and asks for nothing', async () => {
		expect(await deliver({ secret: 'whsec_wrong' })).toEqual({ status: 401 });
		expect(looks()).toBe(0);
	});

	it('about no prediction is refused, though its signature is genuine', async () => {
		expect(await deliver({ body: { id: '../x' } })).toEqual({ status: 401 });
	});

	it('about a prediction that is under way starts nothing, and its end does', async () => {
		expect(await deliver({ body: { id, status: 'processing' } })).toEqual({ status: 200 });
		expect((await deliver()).started).toHaveLength(1);
	});

	it.each([
		['completed', false],
		['all', true],
	])('of a failed prediction, with Trigger On at %s', async (events, starts) => {
		const { started } = await deliver({
			body: { id, status: 'failed', error: 'no', outputs: [] },
			parameters: { events },
		});
		expect(started !== undefined).toBe(starts);
	});
});
