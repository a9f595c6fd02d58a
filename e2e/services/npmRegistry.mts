import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer as createProxy } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const REGISTRY = 'https://registry.npmjs.org';

/** npm's registry with one package in it, for programs that know no other registry than npm's. */
export interface NpmRegistry {
	/** Environment with which npm asks here. */
	env: Record<string, string>;
	/** Paths that were asked for. */
	asked: string[];
	close(): Promise<void>;
}

/**
 * Starts a proxy that answers for registry.npmjs.org with a certificate of its own. It knows the packed
 * package and nothing else.
 * @returns the sentence that says what is missing, where something is
 */
export async function startNpmRegistry(
	tarballFile: string,
): Promise<NpmRegistry | { missing: string }> {
	const folder = await mkdtemp(path.join(tmpdir(), 'wavespeed-registry-'));
	try {
		await run('openssl', [
			...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2'],
			...['-subj', '/CN=registry.npmjs.org', '-keyout', `${folder}/key.pem`],
			...['-out', `${folder}/cert.pem`],
		]);
	} catch {
		await rm(folder, { recursive: true, force: true });
		return { missing: 'No openssl here to make the certificate of a registry with.' };
	}
	const tarball = await readFile(tarballFile);
	await run('tar', ['-xzf', tarballFile, '-C', folder]);
	const manifest = JSON.parse(await readFile(`${folder}/package/package.json`, 'utf8')) as {
		name: string;
		version: string;
	};
	const tarballPath = `/${manifest.name}/-/${path.basename(tarballFile)}`;
	const version = {
		...manifest,
		dist: {
			tarball: `${REGISTRY}${tarballPath}`,
			integrity: `sha512-${createHash('sha512').update(tarball).digest('base64')}`,
			shasum: createHash('sha1').update(tarball).digest('hex'),
		},
	};
	const packument = {
		name: manifest.name,
		'dist-tags': { latest: manifest.version },
		versions: { [manifest.version]: version },
	};

	const asked: string[] = [];
	const registry = createTlsServer(
		{ key: await readFile(`${folder}/key.pem`), cert: await readFile(`${folder}/cert.pem`) },
		(request, response) => {
			const asks = request.url?.split('?')[0] ?? '';
			asked.push(asks);
			if (asks === `/${manifest.name}`)
				response.setHeader('content-type', 'application/json').end(JSON.stringify(packument));
			else if (asks === tarballPath) response.end(tarball);
			else response.writeHead(404).end('{}');
		},
	);
	const sockets = new Set<Socket>();
	const proxy = createProxy((_request, response) => response.writeHead(502).end());
	proxy.on('connect', (request, stream) => {
		const socket = stream as Socket;
		sockets.add(socket.on('error', () => undefined).on('close', () => sockets.delete(socket)));
		if (request.url !== 'registry.npmjs.org:443') return socket.end('HTTP/1.1 403 No\r\n\r\n');
		socket.write('HTTP/1.1 200 Connected\r\n\r\n');
		return registry.emit('connection', socket);
	});
	await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
	const url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
	return {
		asked,
		env: {
			npm_config_https_proxy: url,
			npm_config_strict_ssl: 'false',
			npm_config_cache: path.join(folder, 'cache'),
		},
		async close() {
			for (const socket of sockets) socket.destroy();
			await new Promise((resolve) => proxy.close(resolve));
			await rm(folder, { recursive: true, force: true });
		},
	};
}
