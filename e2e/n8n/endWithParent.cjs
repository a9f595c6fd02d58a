/**
 * Loaded into n8n before its own code. The process that started n8n holds the other end of file
 * descriptor 3; when that process is gone, however it went, the descriptor closes and n8n ends
 * itself with everything it started. Nothing is ever sent over it.
 */
const { Socket } = require('node:net');

const GRACE_MS = 5_000;
const parent = new Socket({ fd: 3, readable: true, writable: false });

parent
	.on('error', () => undefined)
	.on('close', () => {
		// n8n leads a process group of its own: the negative id reaches its task runners too.
		process.kill(-process.pid, 'SIGTERM');
		setTimeout(() => process.kill(-process.pid, 'SIGKILL'), GRACE_MS);
	});
parent.resume();
parent.unref();
