import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmulator } from '../../emulator/index.mts';
import { call, closeAll, KEY, start, submit } from './client.mts';
import { until } from '../until.mts';

afterEach(closeAll);

const REPOSITORY = join(import.meta.dirname, '../..');

describe('an emulator', () => {
	test('counts the connections to both hosts', async () => {
		const emulator = await start();
		const sockets = [emulator.url, emulator.outputsUrl].map((url) =>
			connect(Number(new URL(url).port), '127.0.0.1'),
		);
		await Promise.all(
			sockets.map((socket) => new Promise((resolve) => socket.once('connect', resolve))),
		);
		await until(async () => (await emulator.openConnections()) === 2);
		for (const socket of sockets) socket.destroy();
		await until(async () => (await emulator.openConnections()) === 0);
	});

	test('does not start on a port that is taken', async () => {
		const emulator = await start();
		const port = Number(new URL(emulator.url).port);
		await expect(startEmulator({ port })).rejects.toThrow(/EADDRINUSE/);
	});
});

interface Command {
	/** Resolves with what it printed and its exit code. */
	ended: Promise<{ code: number | null; text: string }>;
	/** Resolves with the API's address once both addresses are printed. */
	listening: Promise<string>;
	kill(signal: NodeJS.Signals): void;
}

function runCommand(args: string[], environment: Record<string, string> = {}): Command {
	const child = spawn(process.execPath, ['--import', 'tsx', 'emulator/main.mts', ...args], {
		cwd: REPOSITORY,
		env: { ...process.env, ...environment },
	});
	let text = '';
	const ended = new Promise<{ code: number | null; text: string }>((resolve) => {
		child.once('close', (code) => resolve({ code, text }));
	});
	const listening = new Promise<string>((resolve) => {
		const read = (chunk: Buffer): void => {
			text += String(chunk);
			const address = /API\s+(http:\S+)\s[^]*Outputs/.exec(text)?.[1];
			if (address !== undefined) resolve(address);
		};
		child.stdout.on('data', read);
		child.stderr.on('data', read);
	});
	return { ended, listening, kill: (signal) => void child.kill(signal) };
}

/** Folders of emulators that have not tidied up, or not yet. */
const emulatorsIn = async (directory: string) =>
	(await readdir(directory)).filter((name) => name.startsWith('wavespeed'));

const isOpen = (port: number): Promise<boolean> =>
	new Promise((resolve) => {
		const socket = connect(port, '127.0.0.1');
		socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
		socket.once('connect', () => socket.destroy());
	});

describe('the command', () => {
	const ANY_PORTS = ['--port', '0', '--outputs-port', '0'];

	test('ends on SIGTERM and leaves no file behind', async () => {
		const directory = await mkdtemp(join(tmpdir(), 'wavespeed-emulator-command-'));
		try {
			const command = runCommand([...ANY_PORTS, '--generation-time', '60'], { TMPDIR: directory });
			await submit({ url: await command.listening });
			expect(await emulatorsIn(directory)).toHaveLength(1);
			command.kill('SIGTERM');
			expect((await command.ended).code).toBe(0);
			expect(await emulatorsIn(directory)).toEqual([]);
		} finally {
			await rm(directory, { recursive: true, force: true });
		}
	});

	test('prints every request, never the key, and ends on SIGINT', async () => {
		const command = runCommand([...ANY_PORTS, '--api-key', KEY, '--balance', '2.5']);
		const { json } = await call(
			{ url: await command.listening },
			'GET',
			`/api/v3/balance?key=${KEY}`,
		);
		expect(json.data).toEqual({ balance: 2.5 });
		command.kill('SIGINT');
		const { code, text } = await command.ended;
		expect(code).toBe(0);
		expect(text).toContain('200 GET /api/v3/balance\n');
		expect(text).not.toContain(KEY);
	});

	test.each(['SIGTERM', 'SIGINT', 'SIGKILL'] as const)(
		'started by npm, ends with npm on %s, and leaves no file behind',
		async (signal) => {
			const directory = await mkdtemp(join(tmpdir(), 'wavespeed-emulator-command-'));
			const npm = spawn('npm', ['run', 'emulator', '--', ...ANY_PORTS], {
				cwd: REPOSITORY,
				env: { ...process.env, TMPDIR: directory },
				// A group of its own, so that nothing of it is left if this test fails.
				detached: true,
			});
			try {
				let text = '';
				npm.stdout.on('data', (chunk) => (text += String(chunk)));
				await until(() => /Requests from here on/.test(text));
				const port = Number(/API\s+http:\S+:(\d+)/.exec(text)![1]);
				expect(await isOpen(port)).toBe(true);
				process.kill(npm.pid!, signal);
				await until(async () => !(await isOpen(port)));
				await until(async () => (await emulatorsIn(directory)).length === 0);
			} finally {
				try {
					process.kill(-npm.pid!, 'SIGKILL');
				} catch {
					// All of the group has ended.
				}
				await rm(directory, { recursive: true, force: true });
			}
		},
	);

	test('says what to enter in n8n and what it cannot imitate', async () => {
		const command = runCommand([...ANY_PORTS, '--without', 'openai/sora-2*']);
		const url = await command.listening;
		expect(await submit({ url })).toMatchObject({ status: 404 });
		command.kill('SIGTERM');
		const { text } = await command.ended;
		expect(text).toContain(`Base URL  ${url}\n`);
		expect(text).toMatch(/API Key {3}any-key-will-do/);
		expect(text).toMatch(/Without {2}openai\/sora-2\*/);
		expect(text).toMatch(/It cannot imitate\n( {2}- .+\n){5,}/);
	});

	test('explains itself, and what it did not understand', async () => {
		const [help, wrong] = await Promise.all([
			runCommand(['--help']).ended,
			runCommand(['--balance', 'much']).ended,
		]);
		expect(help).toMatchObject({ code: 0, text: expect.stringContaining('[fail]') });
		expect(wrong).toMatchObject({
			code: 1,
			text: expect.stringContaining('--balance takes a number'),
		});
	});
});
