import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { ClientSetup } from './clientSetup.mts';

export const PICTURES = 'wavespeed-ai/z-image/turbo';

/** The CLI, each command a process of its own. */
export interface Commands {
	/** @returns what it printed. @throws with what it printed where it ended with an error */
	say(...words: string[]): Promise<string>;
	/** The same with --json. */
	json<T>(...words: string[]): Promise<T>;
	/** Makes a picture. */
	run(prompt: string, ...words: string[]): Promise<{ outputs: unknown[]; saved: string[] }>;
}

/** Sets the CLI up as its user does: the key in the environment, the base URL in its settings. */
export async function openCommands({
	installed,
	emulator,
	env,
	folder,
}: ClientSetup): Promise<Commands> {
	const program = installed.file('@wavespeed/cli', 'dist/cli.js');
	const say = async (...words: string[]): Promise<string> => {
		const { stdout } = await promisify(execFile)(process.execPath, [program, ...words], {
			cwd: folder,
			env,
		}).catch((error: Error & { stdout?: string; stderr?: string }) => {
			throw new Error(`${error.stdout ?? ''}${error.stderr ?? ''}`.trim() || error.message);
		});
		return stdout;
	};
	const json = async <T,>(...words: string[]): Promise<T> =>
		JSON.parse(await say(...words, '--json')) as T;
	await say('config', '--base-url', emulator.url);
	return {
		say,
		json,
		run: async (prompt, ...words) => await json('run', PICTURES, '-p', prompt, ...words),
	};
}
