import { createSign, generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';

export interface UntrustedServer {
	/** https on loopback, with a certificate that nobody has signed. */
	url: string;
	readonly connections: number;
	/** HTTP requests that arrived. */
	readonly requests: number;
	close(): Promise<void>;
}

export async function startUntrustedServer(): Promise<UntrustedServer> {
	const { key, cert } = selfSigned();
	let connections = 0;
	let requests = 0;
	const server = createServer({ key, cert }, (_request, response) => {
		requests++;
		response.end('{}');
	});
	server.on('connection', () => connections++);
	server.on('tlsClientError', () => undefined);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
		get connections() {
			return connections;
		},
		get requests() {
			return requests;
		},
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

/** A certificate made for this run only (X.509 v1, DER by hand): no key lies in the repository. */
function selfSigned(): { key: string; cert: string } {
	const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
	const algorithm = sequence(Buffer.from('06092a864886f70d01010b0500', 'hex'));
	const name = sequence(
		tagged(
			0x31,
			sequence(Buffer.from('0603550403', 'hex'), tagged(0x0c, Buffer.from('localhost'))),
		),
	);
	const validity = sequence(
		tagged(0x17, Buffer.from('200101000000Z')),
		tagged(0x17, Buffer.from('491231235959Z')),
	);
	const body = sequence(
		tagged(0x02, Buffer.from([1])),
		algorithm,
		name,
		validity,
		name,
		publicKey.export({ type: 'spki', format: 'der' }),
	);
	const signature = createSign('sha256').update(body).sign(privateKey);
	const certificate = sequence(
		body,
		algorithm,
		tagged(0x03, Buffer.concat([Buffer.from([0]), signature])),
	);
	return {
		key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
		cert: `-----BEGIN CERTIFICATE-----\n${certificate.toString('base64')}\n-----END CERTIFICATE-----\n`,
	};
}

const sequence = (...parts: Buffer[]): Buffer => tagged(0x30, Buffer.concat(parts));

function tagged(tag: number, content: Buffer): Buffer {
	const { length } = content;
	const size =
		length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
	return Buffer.concat([Buffer.from([tag, ...size]), content]);
}
