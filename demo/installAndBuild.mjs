import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const REPOSITORY = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const TERMINAL_INTERVAL_MS = 1_000;
const LOG_INTERVAL_MS = 15_000;

/**
 * Brings a clone, however fresh, to a built node.
 *
 * @throws Error with npm's own words when that fails
 */
export async function installAndBuild() {
	if (!(await isInstalled())) {
		await npm(
			'Installing the packages of this repository',
			['ci', '--no-audit', '--no-fund', '--loglevel=error'],
			await unpackedCount(),
		);
	}
	await npm('Building the node', ['run', 'build']);
}

/**
 * True when node_modules holds the very versions of the lock file. npm writes its own list at the
 * end of an installation, so one that was interrupted does not pass.
 */
async function isInstalled() {
	try {
		const wanted = await packagesIn('package-lock.json');
		const present = await packagesIn('node_modules/.package-lock.json');
		return Object.entries(wanted).every(
			// Optional packages may be for other platforms.
			([name, { version, optional }]) => !name || optional || present[name]?.version === version,
		);
	} catch {
		return false;
	}
}

/**
 * @returns a function that tells how far npm is, such as "812 of 1540 packages": npm makes all folders
 * at once and fills them one by one. Optional packages may be for other platforms.
 */
async function unpackedCount() {
	const packages = Object.entries(await packagesIn('package-lock.json'));
	const expected = packages.filter(([name, { optional }]) => name && !optional);
	return () => {
		const isThere = ([name]) => existsSync(path.join(REPOSITORY, name, 'package.json'));
		return `${expected.filter(isThere).length} of ${expected.length} packages`;
	};
}

async function packagesIn(file) {
	return JSON.parse(await readFile(path.join(REPOSITORY, file), 'utf8')).packages;
}

/** Runs npm quietly under a line that shows it is alive; what npm said is shown only when it failed. */
async function npm(title, args, howFar) {
	const startedMs = performance.now();
	const [command, first] = process.env.npm_execpath
		? [process.execPath, [process.env.npm_execpath]]
		: ['npm', []];
	const child = spawn(command, [...first, ...args], {
		cwd: REPOSITORY,
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	let said = '';
	for (const stream of [child.stdout, child.stderr]) {
		stream.setEncoding('utf8').on('data', (text) => (said += text));
	}

	const terminal = process.stderr.isTTY === true;
	const seconds = () => `${Math.round((performance.now() - startedMs) / 1000)} s`;
	const show = (text, final) =>
		process.stderr.write(terminal ? `\r\x1b[2K${text}${final ? '\n' : ''}` : `${text}\n`);
	show(`  ${title} …`, false);
	const timer = setInterval(
		() => show(`  ${title}${howFar ? `, ${howFar()}` : ''} (${seconds()})`, false),
		terminal ? TERMINAL_INTERVAL_MS : LOG_INTERVAL_MS,
	);
	try {
		const code = await new Promise((resolve, reject) =>
			child.once('error', reject).once('close', resolve),
		);
		if (code !== 0)
			throw new Error(`"npm ${args.join(' ')}" failed:\n${said.trim().slice(-4_000)}`);
		show(`  ${title}: done in ${seconds()}`, true);
	} finally {
		clearInterval(timer);
	}
}
