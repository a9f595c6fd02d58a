import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Emulator } from '../../emulator/index.mts';
import { call, closeAll, SORA, start } from './client.mts';
import { until } from '../until.mts';
import { ManualClock } from './manualClock.mts';

interface Delivery {
	headers: IncomingHttpHeaders;
	body: string;
}

/** In place of a status: no answer at all. */
const SILENCE = 0;

let server: Server;
let deliveries: Delivery[];
let answers: number[];
let url: string;
let arrived: (delivery: Delivery) => void;

beforeEach(async () => {
	deliveries = [];
	answers = [];
	arrived = () => undefined;
	server = createServer(async (request, response) => {
		const chunks: Buffer[] = [];
		for await (const chunk of request) chunks.push(chunk as Buffer);
		const delivery = {
			headers: request.headers,
			body: Buffer.concat(chunks).toString(),
		};
		deliveries.push(delivery);
		const status = answers.shift() ?? 200;
		if (status !== SILENCE) response.writeHead(status).end();
		arrived(delivery);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook?token=a%26b`;
});

afterEach(async () => {
	await closeAll();
	server.closeAllConnections();
	await new Promise((resolve) => server.close(resolve));
});

const nextDelivery = (count = 1): Promise<void> =>
	new Promise((resolve) => {
		arrived = () => void (deliveries.length >= count && resolve());
	});

const submitWithWebhook = (
	emulator: Parameters<typeof call>[0],
	input: object = { prompt: 'a paper boat' },
) => call(emulator, 'POST', `/api/v3/${SORA}?webhook=${encodeURIComponent(url)}`, input);

describe('a callback', () => {
	test('carries the finished prediction without the envelope, signed over its exact bytes', async () => {
		const secret = 'whsec_c2VjcmV0LW9mLW5vYm9keQ==';
		const clock = new ManualClock();
		const emulator = await start({ webhookSecret: secret, clock });
		const delivered = nextDelivery();
		const { json } = await submitWithWebhook(emulator);
		clock.advance(20);
		await delivered;
		const [{ headers, body }] = deliveries as [Delivery];
		expect(JSON.parse(body)).toMatchObject({
			id: json.data.id,
			model: SORA,
			status: 'completed',
			input: { duration: 4 },
			outputs: [expect.stringContaining('.mp4')],
			error: '',
		});
		const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
		const expected = createHmac('sha256', 'c2VjcmV0LW9mLW5vYm9keQ==').update(signed).digest('hex');
		expect(headers['webhook-signature']).toBe(`v3,${expected}`);
		expect(headers['webhook-timestamp']).toBe(String(Math.floor(clock.now() / 1000)));
		expect((await call(emulator, 'GET', '/api/v3/webhook/secret')).json.data).toEqual({ secret });
		expect(emulator.predictions[0]!.webhookUrl).toBe(url);
	});

	test('comes for a failure as well', async () => {
		const emulator = await start();
		const delivered = nextDelivery();
		await submitWithWebhook(emulator, { prompt: '[fail]' });
		await delivered;
		expect(JSON.parse(deliveries[0]!.body)).toMatchObject({
			status: 'failed',
			code: 1403,
			outputs: [],
		});
	});

	/** Waits until so many deliveries were answered and the emulator has decided what comes next. */
	const answered = async (emulator: Emulator, clock: ManualClock, count: number) => {
		await until(() => emulator.callbacks[count - 1]?.status !== undefined);
		// The limit for the answer is off, so what is pending now is the next delivery or nothing.
		await until(() => !clock.pending.includes(10_000));
	};

	test('that is refused comes again after each delay, under the same id and no more than that', async () => {
		const clock = new ManualClock();
		const emulator = await start({ webhookRetryDelaysMs: [60, 120], clock });
		answers = [500, 302, 503, 503];
		await submitWithWebhook(emulator);
		emulator.settle(emulator.predictions[0]!.id);
		await answered(emulator, clock, 1);
		await until(() => clock.pending.length === 1);
		expect(clock.pending).toEqual([60]);
		clock.advance(60);
		await answered(emulator, clock, 2);
		await until(() => clock.pending.length === 1);
		expect(clock.pending).toEqual([120]);
		clock.advance(120);
		await answered(emulator, clock, 3);
		clock.advance(1e9);
		await emulator.close();
		expect(deliveries).toHaveLength(3);
		expect(new Set(deliveries.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
		expect(emulator.callbacks.map(({ attempt, status }) => ({ attempt, status }))).toEqual([
			{ attempt: 1, status: 500 },
			{ attempt: 2, status: 302 },
			{ attempt: 3, status: 503 },
		]);
	});

	test('that is accepted does not come again', async () => {
		const clock = new ManualClock();
		const emulator = await start({ webhookRetryDelaysMs: [10, 10], clock });
		answers = [500];
		await submitWithWebhook(emulator);
		emulator.settle(emulator.predictions[0]!.id);
		await answered(emulator, clock, 1);
		await until(() => clock.pending.length === 1);
		clock.advance(10);
		await answered(emulator, clock, 2);
		clock.advance(1e9);
		await emulator.close();
		expect(deliveries).toHaveLength(2);
	});

	test('comes once, however often the prediction is changed afterwards', async () => {
		const emulator = await start({ generationTimeMs: Infinity });
		const { id } = (await submitWithWebhook(emulator)).json.data;
		emulator.settle(id);
		emulator.fail(id);
		await emulator.close();
		expect(emulator.callbacks).toHaveLength(1);
	});

	test('can be sent again, as receivers must expect', async () => {
		const emulator = await start();
		const first = nextDelivery();
		const { id } = (await submitWithWebhook(emulator)).json.data;
		await first;
		const second = nextDelivery(2);
		emulator.callBack(id);
		await second;
		expect(deliveries.map(({ body }) => JSON.parse(body).id)).toEqual([id, id]);
	});

	test('that is never accepted is given up after pauses of 1, 2 and 4 seconds', async () => {
		const clock = new ManualClock();
		const emulator = await start({ clock });
		answers = [500, 500, 500, 500, 500];
		await submitWithWebhook(emulator);
		emulator.settle(emulator.predictions[0]!.id);
		for (const [index, pause] of [1000, 2000, 4000].entries()) {
			await answered(emulator, clock, index + 1);
			await until(() => clock.pending.length === 1);
			expect(clock.pending).toEqual([pause]);
			clock.advance(pause);
		}
		await answered(emulator, clock, 4);
		clock.advance(1e9);
		await emulator.close();
		expect(deliveries).toHaveLength(4);
	});

	test('that nobody answers within 10 seconds comes again', async () => {
		const clock = new ManualClock();
		const emulator = await start({ webhookRetryDelaysMs: [1000], clock });
		answers = [SILENCE];
		await submitWithWebhook(emulator);
		const arrivedOnce = nextDelivery();
		emulator.settle(emulator.predictions[0]!.id);
		await arrivedOnce;
		clock.advance(10_000);
		await until(() => clock.pending.length === 1);
		expect(clock.pending).toEqual([1000]);
		const arrivedTwice = nextDelivery(2);
		clock.advance(1000);
		await arrivedTwice;
		expect(emulator.callbacks[0]!.status).toBeUndefined();
	});

	test.each([true, false])('carries the input: %s', async (callbackInput) => {
		const emulator = await start({ quirks: { callbackInput } });
		const delivered = nextDelivery();
		await submitWithWebhook(emulator);
		await delivered;
		expect('input' in JSON.parse(deliveries[0]!.body)).toBe(callbackInput);
	});

	test('is never sent while callbacks get lost', async () => {
		const emulator = await start({ generationTimeMs: Infinity, quirks: { callbacks: false } });
		const { json } = await submitWithWebhook(emulator);
		emulator.settle((json as { data: { id: string } }).data.id);
		emulator.quirks.callbacks = true;
		const delivered = nextDelivery();
		await submitWithWebhook(emulator);
		emulator.settle(emulator.predictions[1]!.id);
		await delivered;
		expect(emulator.callbacks.map(({ predictionId }) => predictionId)).toEqual([
			emulator.predictions[1]!.id,
		]);
	});

	test('can arrive before the submission is answered', async () => {
		const emulator = await start({ generationTimeMs: Infinity });
		emulator.misbehave({ when: { method: 'POST' }, do: { kind: 'callbackFirst' } });
		const { json } = await submitWithWebhook(emulator);
		expect(deliveries).toHaveLength(1);
		expect(JSON.parse(deliveries[0]!.body)).toMatchObject({
			id: json.data.id,
			status: 'completed',
		});
	});

	test('to no web address is refused before anything is billed', async () => {
		const emulator = await start();
		const { status } = await call(
			emulator,
			'POST',
			`/api/v3/${SORA}?webhook=ftp%3A%2F%2Fexample.com`,
			{ prompt: 'x' },
		);
		expect(status).toBe(400);
		expect(emulator.predictions).toHaveLength(0);
	});
});
