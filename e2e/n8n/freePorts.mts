import { createServer, type AddressInfo, type Server } from 'node:net';

/**
 * `count` different loopback ports that nobody listens on. They are free when this returns;
 * a server that wants one should take it at once.
 */
export async function freePorts(count: number): Promise<number[]> {
	// All are held open together, or the system could hand out the same one twice.
	const servers = await Promise.all(Array.from({ length: count }, listen));
	const ports = servers.map((server) => (server.address() as AddressInfo).port);
	await Promise.all(servers.map((server) => new Promise((closed) => server.close(closed))));
	return ports;
}

async function listen(): Promise<Server> {
	const server = createServer();
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject).listen(0, '127.0.0.1', resolve);
	});
	return server;
}
