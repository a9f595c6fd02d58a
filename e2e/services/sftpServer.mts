import { generateKeyPairSync } from 'node:crypto';
import { createRequire } from 'node:module';
import type { AddressInfo, Server } from 'node:net';
import path from 'node:path';
import type { NewCredential } from '../n8n/credentials.mts';
import { ensureInstallation } from '../n8n/installation.mts';

/** An SFTP server whose files are in memory. */
export interface SftpServer {
	/** For n8n's FTP node with the protocol SFTP. */
	credential: NewCredential;
	/** By their absolute paths. */
	files: Map<string, Buffer>;
	close(): Promise<void>;
}

interface Sftp {
	on(event: string, listener: (requestId: number, ...args: never[]) => void): Sftp;
	handle(requestId: number, handle: Buffer): void;
	status(requestId: number, code: number): void;
	attrs(requestId: number, attributes: object): void;
	name(requestId: number, names: object[]): void;
}

interface Connection {
	on(event: 'authentication', listener: (context: Authentication) => void): Connection;
	on(event: 'ready', listener: () => void): Connection;
	on(event: 'error', listener: () => void): Connection;
	on(event: 'session', listener: (accept: () => SshSession) => void): Connection;
}
interface Authentication {
	method: string;
	username: string;
	password?: string;
	accept(): void;
	reject(methods?: string[]): void;
}
interface SshSession {
	on(event: 'sftp', listener: (accept: () => Sftp) => void): void;
}
interface Ssh2 {
	Server: new (options: object, onConnection: (client: Connection) => void) => Server;
	utils: { sftp: { STATUS_CODE: Record<'OK' | 'FAILURE' | 'NO_SUCH_FILE', number> } };
}

const USER = { username: 'creator', password: 'loopback-only' };
const FOLDER_MODE = 0o040755;
const FILE_MODE = 0o100644;

/**
 * Starts a server made with the ssh2 package that n8n brings: one user, one folder that can be
 * written to.
 */
export async function startSftpServer(folder = '/upload'): Promise<SftpServer> {
	const installation = await ensureInstallation();
	const ssh2 = createRequire(path.join(installation.folder, 'package.json'))('ssh2') as Ssh2;
	const files = new Map<string, Buffer>();
	const { privateKey } = generateKeyPairSync('rsa', {
		modulusLength: 2048,
		publicKeyEncoding: { type: 'pkcs1', format: 'pem' },
		privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
	});
	const server = new ssh2.Server({ hostKeys: [privateKey] }, (client) => {
		client
			.on('authentication', (context) => {
				const { method, username, password } = context;
				if (method !== 'password') context.reject(['password']);
				else if (username === USER.username && password === USER.password) context.accept();
				else context.reject();
			})
			.on('session', (accept) =>
				accept().on('sftp', (acceptSftp) => serveFiles(acceptSftp(), files, folder, ssh2)),
			)
			.on('error', () => undefined);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		files,
		credential: {
			name: `SFTP at ${port}`,
			type: 'sftp',
			data: { host: '127.0.0.1', port, ...USER, privateKey: '', passphrase: '' },
		},
		close: async () => await new Promise((resolve) => server.close(() => resolve())),
	};
}

function serveFiles(sftp: Sftp, files: Map<string, Buffer>, folder: string, { utils }: Ssh2): void {
	const { OK, FAILURE, NO_SUCH_FILE } = utils.sftp.STATUS_CODE;
	const open: string[] = [];
	const nameOf = (handle: Buffer) => open[handle.readUInt32BE(0)];
	const stat = (id: number, name: string) => {
		const file = files.get(name);
		if (file) sftp.attrs(id, { mode: FILE_MODE, size: file.length });
		else if (name === '/' || name === folder) sftp.attrs(id, { mode: FOLDER_MODE, size: 0 });
		else sftp.status(id, NO_SUCH_FILE);
	};
	sftp
		.on('OPEN', (id, name: string) => {
			if (path.posix.dirname(name) !== folder) return sftp.status(id, NO_SUCH_FILE);
			files.set(name, Buffer.alloc(0));
			const handle = Buffer.alloc(4);
			handle.writeUInt32BE(open.push(name) - 1, 0);
			sftp.handle(id, handle);
		})
		.on('WRITE', (id, handle: Buffer, offset: number, data: Buffer) => {
			const name = nameOf(handle);
			if (name === undefined) return sftp.status(id, FAILURE);
			const before = files.get(name) ?? Buffer.alloc(0);
			const after = Buffer.alloc(Math.max(before.length, offset + data.length));
			before.copy(after);
			data.copy(after, offset);
			files.set(name, after);
			sftp.status(id, OK);
		})
		.on('CLOSE', (id) => sftp.status(id, OK))
		.on('FSETSTAT', (id) => sftp.status(id, OK))
		.on('SETSTAT', (id) => sftp.status(id, OK))
		.on('STAT', stat)
		.on('LSTAT', stat)
		.on('MKDIR', (id) => sftp.status(id, FAILURE))
		.on('REALPATH', (id, name: string) =>
			sftp.name(id, [{ filename: path.posix.resolve('/', name), longname: '', attrs: {} }]),
		);
}
