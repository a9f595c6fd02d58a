import { spawn } from 'node:child_process';

/** Enough of npm's output to see why it failed, little enough to read. */
const KEPT_OUTPUT_CHARACTERS = 4_000;

/**
 * Runs npm in `folder` and returns what it printed to standard output.
 *
 * @throws Error with the end of npm's output when it ends with anything but 0
 */
export async function runNpm(folder: string, args: string[]): Promise<string> {
	// Under `npm run` the very npm that was called is known; elsewhere the one in PATH serves.
	const npm = process.env.npm_execpath;
	const [command, first] = npm ? [process.execPath, [npm]] : ['npm', []];
	const child = spawn(command, [...first, ...args], {
		cwd: folder,
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	let stdout = '';
	let tail = '';
	child.stdout.setEncoding('utf8').on('data', (text: string) => {
		stdout += text;
		tail = (tail + text).slice(-KEPT_OUTPUT_CHARACTERS);
	});
	child.stderr.setEncoding('utf8').on('data', (text: string) => {
		tail = (tail + text).slice(-KEPT_OUTPUT_CHARACTERS);
	});
	// Ctrl+C reaches npm by itself, but a plain end of this process would leave it working.
	const endWithUs = () => child.kill('SIGTERM');
	process.once('exit', endWithUs);
	try {
		const code = await new Promise<number | null>((resolve, reject) => {
			child.once('error', reject).once('close', resolve);
		});
		if (code !== 0) throw new Error(`"npm ${args.join(' ')}" failed in ${folder}:\n${tail.trim()}`);
		return stdout;
	} finally {
		process.removeListener('exit', endWithUs);
	}
}
