/**
 * `npm run dev`: an n8n on this machine in which the node of this folder is loaded, and loaded again
 * whenever a file of it changes. Its data stays in .dev/; its credential leads to an emulator, so that
 * nothing costs money. Ctrl+C ends everything. `npm run dev -- --port 5900` takes that port and the next two.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { untilStopped } from '../demo/untilStopped.mts';
import { createCredential } from '../e2e/n8n/credentials.mts';
import { CREDENTIAL_TYPE } from '../e2e/n8n/example.mts';
import { ensureInstallation } from '../e2e/n8n/installation.mts';
import { createProgress } from '../e2e/n8n/progress.mts';
import { OWNER, signIn } from '../e2e/n8n/owner.mts';
import { openSession } from '../e2e/n8n/session.mts';
import { startN8n } from '../e2e/n8n/startN8n.mts';
import { UsageError } from '../emulator/commandLine.mts';
import { startEmulator } from '../emulator/index.mts';
import { HELP, readOptions } from './devCommandLine.mts';

const ROOT = path.resolve(import.meta.dirname, '..');
const USER_FOLDER = path.join(ROOT, '.dev');
const NODES = path.join(USER_FOLDER, '.n8n/nodes');
const INSTALLED = path.join(NODES, 'node_modules/n8n-nodes-wavespeedai');
const port = askedPort();
/** The same at every start, so that the credential of an earlier one goes on working. */
const PORTS = { n8n: port, emulator: port + 1, outputs: port + 2 };

const stopped = await untilStopped(async (onStop) => {
	const installation = await ensureInstallation(createProgress());
	const isNew = !existsSync(USER_FOLDER);
	// The build has icons and codex files too, the compiler then keeps the code up to date.
	await finished(start('gulp/bin/gulp.js', 'build'));
	await installNode(path.join(installation.folder, 'node_modules/n8n-workflow'));
	const output = ['--outDir', path.join(INSTALLED, 'dist')];
	const compiler = start('typescript/bin/tsc', '--watch', '--preserveWatchOutput', ...output);
	onStop(async () => await end(compiler));
	let told = 0;
	const emulator = await startEmulator({
		port: PORTS.emulator,
		outputsPort: PORTS.outputs,
		onRequest: () => {
			for (const { id, model, priceUsd } of emulator.predictions.slice(told))
				console.log(`Paid: $${priceUsd} for ${model} (prediction ${id}), were this WaveSpeed`);
			told = emulator.predictions.length;
		},
	});
	onStop(async () => await emulator.close());

	const n8n = await startN8n({
		userFolder: USER_FOLDER,
		port: PORTS.n8n,
		env: { N8N_DEV_RELOAD: 'true', NODE_ENV: 'development' },
		onSpawn: (child) => onStop(async () => await child.stop()),
	});
	if (isNew) {
		const session = openSession(n8n.url);
		await signIn(session);
		await createCredential(session, {
			name: 'Emulator',
			type: CREDENTIAL_TYPE,
			data: { apiKey: 'any-key-will-do', baseUrl: emulator.url },
		});
	}
	console.log(`\nThe editor:   ${n8n.url}`);
	console.log(`  e-mail      ${OWNER.email}\n  password    ${OWNER.password}`);
	console.log(
		`The emulator: ${emulator.url} is the Base URL of the credential “Emulator”; any key will do`,
	);
	console.log('  Nothing costs money; what would be paid for is listed here.');
	console.log(`  Workflows may write files to ${n8n.filesFolder}`);
	console.log('\nA saved file is in n8n a few seconds later. Ctrl+C ends everything; .dev/ stays.');
	await new Promise(() => undefined);
});
process.exit(stopped ? 130 : 0);

/** Ends the program where somebody asks for help, or for what it does not have. */
function askedPort(): number {
	try {
		const options = readOptions(process.argv.slice(2));
		if (options !== 'help') return options.port;
		console.log(HELP);
		process.exit(0);
	} catch (error) {
		if (!(error instanceof UsageError)) throw error;
		console.error(error.message);
		process.exit(1);
	}
}

/**
 * As a package that is installed: loaded from n8n's folder for custom code, the node would have another
 * name than in every workflow, and the editor would not test its credential.
 *
 * A copy and no link to this folder: n8n loads the node again at every change in what it watches, and
 * its own database would be part of that.
 *
 * @param n8nWorkflow n8n's own copy of the package: with that of this folder, which lies above `.dev/`,
 * n8n would not know the node's errors as errors of a node, and show them otherwise than it does for users
 */
async function installNode(n8nWorkflow: string): Promise<void> {
	// What an earlier version of this script has linked would be loaded as well.
	await rm(path.join(USER_FOLDER, '.n8n/custom'), { recursive: true, force: true });
	await rm(INSTALLED, { recursive: true, force: true });
	await mkdir(INSTALLED, { recursive: true });
	await writeFile(path.join(NODES, 'package.json'), '{ "private": true }\n');
	for (const part of ['package.json', 'dist'])
		await cp(path.join(ROOT, part), path.join(INSTALLED, part), { recursive: true });
	const link = path.join(NODES, 'node_modules/n8n-workflow');
	await rm(link, { recursive: true, force: true });
	await symlink(n8nWorkflow, link);
}

function start(script: string, ...args: string[]): ChildProcess {
	return spawn(process.execPath, [path.join(ROOT, 'node_modules', script), ...args], {
		cwd: ROOT,
		stdio: ['ignore', 'inherit', 'inherit'],
	});
}

async function finished(child: ChildProcess): Promise<void> {
	const code = await new Promise((resolve, reject) =>
		child.once('error', reject).once('close', resolve),
	);
	if (code !== 0) throw new Error(`The build ended with ${String(code)}.`);
}

async function end(child: ChildProcess): Promise<void> {
	if (child.exitCode !== null || child.signalCode !== null) return;
	const closed = new Promise((resolve) => child.once('close', resolve));
	child.kill();
	await closed;
}
