import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { API_KEY, type ClientSetup } from './clientSetup.mts';
import { madeOf, sameBytes } from './evidence.mts';
import type { Call, Client } from './judge.mts';

interface Prediction {
	id: string;
	status: string;
	outputs: unknown[];
	wait(): Promise<Prediction>;
	reload(): Promise<Prediction>;
}
interface OldSdk {
	WaveSpeed: new (
		apiKey: string,
		options: { baseUrl: string; pollInterval: number },
	) => {
		run(model: string, input: object): Promise<Prediction>;
		create(model: string, input: object, options?: { webhook: string }): Promise<Prediction>;
	};
}

const PICTURES = 'wavespeed-ai/z-image/turbo';

/**
 * The first SDK, which people still have in their programs and which alone asks for callbacks. Its
 * upload goes to `/api/v2`, which the vendor documents no more.
 */
export async function oldSdk({ installed, emulator }: ClientSetup): Promise<Client> {
	const { WaveSpeed } = installed.load<OldSdk>('wavespeed-0');
	const baseUrl = `${emulator.url}/api/v3/`;
	const client = new WaveSpeed(API_KEY, { baseUrl, pollInterval: 0.05 });

	const calls: Call[] = [
		{
			name: 'run: a picture',
			async run() {
				const { outputs, id } = await client.run(PICTURES, { prompt: 'a boat' });
				assert.equal(id, madeOf(emulator).id);
				return await sameBytes(emulator, outputs);
			},
		},
		{
			name: 'create, reload, wait',
			async run() {
				const prediction = await client.create(PICTURES, { prompt: 'a boat [slow]' });
				assert.equal(prediction.status, 'created');
				await prediction.reload();
				assert.match(prediction.status, /created|processing/);
				await prediction.wait();
				return await sameBytes(emulator, prediction.outputs);
			},
		},
		{
			name: 'create with a webhook',
			async run() {
				const called = await receiveOne(async (webhook) => {
					await client.create(PICTURES, { prompt: 'a boat' }, { webhook });
				});
				assert.equal(called.id, madeOf(emulator).id);
				assert.equal(called.status, 'completed');
				return await sameBytes(emulator, called.outputs);
			},
		},
	];
	return { name: `wavespeed ${await installed.version('wavespeed-0')} (first SDK)`, calls };
}

/** The body of the first callback to an address that `ask` is told. */
async function receiveOne(ask: (url: string) => Promise<void>): Promise<Prediction> {
	let take: (body: Prediction) => void;
	const received = new Promise<Prediction>((resolve) => (take = resolve));
	const server = createServer(async (request, response) => {
		let body = '';
		for await (const piece of request) body += String(piece);
		response.end();
		take(JSON.parse(body) as Prediction);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	try {
		await ask(`http://127.0.0.1:${(server.address() as AddressInfo).port}/done`);
		return await received;
	} finally {
		server.close();
	}
}
