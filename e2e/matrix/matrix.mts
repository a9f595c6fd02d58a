/**
 * Runs the node in every n8n of versions.mts, feature by feature, and writes what came out into
 * docs/compatibility.json and the README: `npm run test:matrix`, or with versions for some of them.
 * Not part of CI: every version is an installation of 3 GB.
 */
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { installNode } from '../n8n/installNode.mts';
import type { N8nInstallation } from '../n8n/installation.mts';
import { signIn } from '../n8n/owner.mts';
import { packNode } from '../n8n/packNode.mts';
import { runNpm } from '../n8n/runNpm.mts';
import { openSession } from '../n8n/session.mts';
import { makeUserFolder, startN8n } from '../n8n/startN8n.mts';
import { openSuspendBench } from '../suspend/suspendBench.mts';
import { withTable, type Result } from './compatibility.mts';
import { FEATURES } from './features.mts';
import { installVersion } from './installVersion.mts';
import { VERSIONS, type MatrixVersion } from './versions.mts';

const REPOSITORY = path.resolve(import.meta.dirname, '../..');
const RESULTS = path.join(REPOSITORY, 'docs/compatibility.json');
const README = path.join(REPOSITORY, 'README.md');
/** Longer than any feature takes on a busy machine. */
const FEATURE_WITHIN_MS = 180_000;

const say = (text: string) => console.log(text);
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !VERSIONS.some(({ n8n }) => n8n === name));
if (unknown.length > 0) {
	say(`There is no ${unknown.join(', ')}; there are ${VERSIONS.map(({ n8n }) => n8n).join(', ')}.`);
	process.exit(2);
}

await runNpm(REPOSITORY, ['run', 'build']);
let failed = false;
for (const version of VERSIONS.filter(({ n8n }) => wanted.length === 0 || wanted.includes(n8n))) {
	try {
		const installation = await installVersion(version, say);
		const result = await tryVersion(version, installation);
		await note(result);
		failed ||= Object.values(result.features).some((word) => word.startsWith('FAILED'));
	} catch (error) {
		failed = true;
		say(`n8n ${version.n8n} could not be run: ${(error as Error).message}`);
	}
}
process.exit(failed ? 1 : 0);

async function tryVersion(version: MatrixVersion, installation: N8nInstallation): Promise<Result> {
	say(`\nn8n ${installation.version} on Node ${version.node}`);
	const userFolder = await makeUserFolder();
	await installNode(userFolder, await packNode(userFolder));
	const n8n = await startN8n({ installation, userFolder });
	const features: Result['features'] = {};
	try {
		const session = openSession(n8n.url);
		await signIn(session);
		for (const { name, run } of FEATURES) {
			const bench = await openSuspendBench(session, { generationTimeMs: 500 });
			try {
				features[name] = (await within(run(bench))) ?? 'yes';
			} catch (error) {
				features[name] = `FAILED: ${(error as Error).message.split('\n')[0]}`;
			} finally {
				await bench.close();
			}
			say(`  ${name}: ${features[name]}`);
		}
	} finally {
		await n8n.stop();
		await rm(userFolder, { recursive: true, force: true });
	}
	const date = new Date().toISOString().slice(0, 10);
	return { n8n: installation.version, node: version.node, date, features };
}

async function within<T>(work: Promise<T>): Promise<T> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<never>((_, reject) => {
		timer = setTimeout(() => reject(new Error('it took too long')), FEATURE_WITHIN_MS);
	});
	return await Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** Keeps what came out for the other versions. */
async function note(result: Result): Promise<void> {
	const known = JSON.parse(await readFile(RESULTS, 'utf8')) as Result[];
	const all = [...known.filter(({ n8n }) => n8n !== result.n8n), result];
	await writeFile(RESULTS, `${JSON.stringify(all, null, '\t')}\n`);
	await writeFile(README, withTable(await readFile(README, 'utf8'), all));
}
