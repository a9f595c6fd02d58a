import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { NODE_TYPE } from './n8n/example.mts';
import { signIn } from './n8n/owner.mts';
import { openSession } from './n8n/session.mts';
import { testUnless } from './n8n/testUnless.mts';

const REPOSITORY = path.resolve(import.meta.dirname, '..');
const DEV_DATA = path.join(REPOSITORY, '.dev');

interface Command {
	child: ChildProcess;
	/** Resolves as soon as that was printed, rejects where the command ends without it. */
	printed(words: RegExp): Promise<string[]>;
	ended: Promise<number | null>;
}

/** As the README has it, for somebody without a key. */
function npmRun(...args: string[]): Command {
	const { WAVESPEED_API_KEY: _, ...env } = process.env;
	// A group of its own, so that nothing of it is left where a test fails.
	const child = spawn('npm', ['run', ...args], { cwd: REPOSITORY, env, detached: true });
	let text = '';
	const looks = new Set<() => void>();
	const read = (chunk: Buffer) => {
		text += String(chunk);
		for (const look of looks) look();
	};
	child.stdout.on('data', read);
	child.stderr.on('data', read);
	const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
	return {
		child,
		ended,
		printed: async (words) =>
			await new Promise((resolve, reject) => {
				const look = () => {
					const found = words.exec(text);
					if (found) resolve([...found]);
				};
				looks.add(look);
				look();
				void ended.then(() => reject(new Error(`It ended without ${String(words)}:\n${text}`)));
			}),
	};
}

describe('the commands with which people try the node', () => {
	const inUse = existsSync(DEV_DATA) ? `Somebody works with the data in ${DEV_DATA}.` : '';
	if (inUse) process.stderr.write(`npm run dev is not run. ${inUse}\n`);
	let command: Command | undefined;
	afterEach(async () => {
		try {
			if (command?.child.pid) process.kill(-command.child.pid, 'SIGKILL');
		} catch {
			// All of the group has ended.
		}
		command = undefined;
		if (!inUse) await rm(DEV_DATA, { recursive: true, force: true });
	});

	test('npm run demo makes one video and says where it is', async () => {
		command = npmRun('demo', '--', '--exit');
		await command.printed(/A real n8n [\d.]+ turned a prompt into a video/);
		const [, file = ''] = await command.printed(/(\/\S+\.mp4)/);
		expect(existsSync(file)).toBe(true);
		expect(await command.ended).toBe(0);
		await rm(file);
	});

	testUnless(() => inUse)(
		'npm run dev says where the editor and the emulator are, and ends both on Ctrl+C',
		async () => {
			// Not those that a person would have in use.
			command = npmRun('dev', '--', '--port', '25690');
			const [, editor = ''] = await command.printed(/The editor: +(http:\S+)/);
			const [, emulator = ''] = await command.printed(/The emulator: (http:\S+) /);
			expect((await fetch(`${editor}/healthz`)).status).toBe(200);
			const session = openSession(editor);
			await signIn(session);
			const types = await fetch(`${editor}/types/nodes.json`, {
				headers: { cookie: session.cookie() },
			});
			expect(await types.text()).toContain(`"${NODE_TYPE}"`);
			const headers = { authorization: 'Bearer any-key-will-do' };
			expect((await fetch(`${emulator}/api/v3/balance`, { headers })).status).toBe(200);
			process.kill(-command.child.pid!, 'SIGINT');
			await command.ended;
			await expect(fetch(`${editor}/healthz`)).rejects.toThrow();
			await expect(fetch(emulator)).rejects.toThrow();
		},
	);
});
