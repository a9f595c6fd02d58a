import { createServer, request } from 'node:http';
import { connect, createServer as createTcpServer, type AddressInfo, type Server } from 'node:net';

import { openWorkflow, errorOf, type FaultyWorkflow } from './workflowWithFaults.mts';

/** The networks of companies: a proxy that alone knows the way, addresses of version 6. */
describe('a network of its own kind', () => {
	let workflow: FaultyWorkflow;
	const closing: Array<() => Promise<unknown>> = [];
	beforeEach(async () => {
		workflow = await openWorkflow();
		closing.push(workflow.close);
	});
	afterEach(async () => {
		for (const close of closing.splice(0).reverse()) await close();
	});
	const listen = async (server: Server, host: string) => {
		await new Promise<void>((resolve) => server.listen(0, host, resolve));
		closing.push(async () => await new Promise((resolve) => server.close(resolve)));
		return (server.address() as AddressInfo).port;
	};
	const setProxy = (url: string) => {
		const before = process.env.HTTP_PROXY;
		process.env.HTTP_PROXY = url;
		closing.push(async () => {
			if (before === undefined) delete process.env.HTTP_PROXY;
			else process.env.HTTP_PROXY = before;
		});
	};
	/** Makes the API name its outputs as they are reached from outside. */
	const nameOutputs = (origin: string) =>
		workflow.misbehave({
			when: { host: 'api', path: /result$/ },
			times: 99,
			do: {
				kind: 'transform',
				change: (answer) =>
					JSON.parse(JSON.stringify(answer).replaceAll(workflow.emulator.outputsUrl, origin)),
			},
		});
	const videoOf = async (baseUrl: string) => {
		const ran = await workflow.run({ options: { downloadOutputs: true }, baseUrl });
		expect(ran.failure).toBeUndefined();
		const bytes = Buffer.from(ran.success[0]?.binary?.data?.data ?? '', 'base64');
		const [prediction] = workflow.emulator.predictions;
		expect(bytes.equals(await workflow.emulator.outputBytesOf(prediction?.id ?? ''))).toBe(true);
		expect(workflow.charges()).toBe(1);
	};

	it('whose proxy alone can reach the API and the outputs is gone through for both', async () => {
		const api = 'http://api.behind-the-proxy.example';
		const outputs = 'http://outputs.behind-the-proxy.example';
		const seen = new Map<string, Array<string | undefined>>();
		const proxy = createServer((incoming, answer) => {
			const { origin, pathname, search } = new URL(incoming.url ?? '');
			seen.set(origin, [...(seen.get(origin) ?? []), incoming.headers.authorization]);
			const target = origin === api ? workflow.emulator.url : workflow.emulator.outputsUrl;
			const { method, headers } = incoming;
			incoming.pipe(
				request(new URL(pathname + search, target), { method, headers }, (response) => {
					answer.writeHead(response.statusCode ?? 0, response.headers);
					response.pipe(answer);
				}),
			);
		});
		setProxy(`http://127.0.0.1:${await listen(proxy, '127.0.0.1')}`);
		nameOutputs(outputs);
		await videoOf(api);
		expect([...seen.keys()].sort()).toEqual([api, outputs]);
		expect(seen.get(outputs)).toEqual([undefined]);
	});

	it('that refuses the proxy’s user says so, and nothing was submitted', async () => {
		const proxy = createServer((_incoming, answer) => answer.writeHead(407).end('who are you?'));
		setProxy(`http://127.0.0.1:${await listen(proxy, '127.0.0.1')}`);
		const ran = await workflow.run({ baseUrl: 'http://api.behind-the-proxy.example' });
		expect(errorOf(ran).message).toMatch(
			/proxy .* requires a user name .*HTTP 407.*nothing was charged/,
		);
		expect(workflow.charges()).toBe(0);
	});

	it('with addresses of version 6 only is used like any other', async () => {
		const forward = async (to: string) => {
			const { hostname, port } = new URL(to);
			const server = createTcpServer((socket) => {
				const further = connect(Number(port), hostname);
				socket.pipe(further).pipe(socket);
				socket.on('error', () => further.destroy());
				further.on('error', () => socket.destroy());
			});
			return `http://[::1]:${await listen(server, '::1')}`;
		};
		nameOutputs(await forward(workflow.emulator.outputsUrl));
		await videoOf(await forward(workflow.emulator.url));
	});
});
