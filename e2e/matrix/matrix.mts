/**
 * Runs the node in every n8n of versions.mts, feature by feature, and writes what came out into
 * docs/compatibility.json, docs/compatibility.md and the README: `npm run test:matrix`, or with versions for some of them, and
 * `--only=words` for the features whose names have these words in them; the others of that day stay.
 * Not part of CI: every version is an installation of 3 GB.
 */
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { installNode } from '../n8n/installNode.mts';
import type { N8nInstallation } from '../n8n/installation.mts';
import { signIn } from '../n8n/owner.mts';
import { packNode } from '../n8n/packNode.mts';
import { runNpm } from '../n8n/runNpm.mts';
import { openSession, type Session } from '../n8n/session.mts';
import { makeUserFolder, startN8n } from '../n8n/startN8n.mts';
import { openOwnEmulator, type OwnEmulator } from '../suspend/ownEmulator.mts';
import { withSummary, withTable, type Result } from './compatibility.mts';
import { FEATURES } from './features.mts';
import type { Feature } from './features/feature.mts';
import { installVersion } from './installVersion.mts';
import { newestInstallable } from './newestInstallable.mts';
import { VERSIONS, type MatrixVersion } from './versions.mts';

const REPOSITORY = path.resolve(import.meta.dirname, '../..');
const RESULTS = path.join(REPOSITORY, 'docs/compatibility.json');
const LOGS = path.join(REPOSITORY, 'reports');
const PAGE = path.join(REPOSITORY, 'docs/compatibility.md');
const README = path.join(REPOSITORY, 'README.md');
/** A first start with hundreds of migrations, on a machine that may be busy. */
const READY_WITHIN_MS = 600_000;
/** Longer than any feature takes on a busy machine. */
const FEATURE_WITHIN_MS = 180_000;
/** Those that wait for the node to look by itself, and then some. */
const SLOW_FEATURE_WITHIN_MS = 720_000;

const say = (text: string) => console.log(text);
const ONLY = '--only=';
const only = process.argv.find((argument) => argument.startsWith(ONLY))?.slice(ONLY.length);
const features = FEATURES.filter(({ name }) => name.includes(only ?? ''));
const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith(ONLY));
const unknown = wanted.filter((name) => !VERSIONS.some(({ n8n }) => n8n === name));
if (unknown.length > 0 || features.length === 0) {
	say(`There are n8n ${VERSIONS.map(({ n8n }) => n8n).join(', ')}, and these features:`);
	for (const { name } of FEATURES) say(`  ${name}`);
	process.exit(2);
}

await runNpm(REPOSITORY, ['run', 'build']);
let failed = false;
const run = new Set<string>();
for (const asked of VERSIONS.filter(({ n8n }) => wanted.length === 0 || wanted.includes(n8n))) {
	try {
		const version = await resolved(asked);
		if (run.has(version.n8n)) continue;
		run.add(version.n8n);
		const installation = await installVersion(version, say);
		const result = await tryVersion(version, installation);
		await note(result);
		failed ||= Object.values(result.features).some((word) => word.startsWith('FAILED'));
	} catch (error) {
		failed = true;
		say(`n8n ${asked.n8n} could not be run: ${(error as Error).message}`);
	}
}
process.exit(failed ? 1 : 0);

async function resolved(version: MatrixVersion): Promise<MatrixVersion> {
	if (version.n8n !== 'newest') return version;
	const n8n = await newestInstallable(version, say);
	say(`\nThe newest n8n that npm can install today is ${n8n}`);
	return { ...version, n8n };
}

async function tryVersion(version: MatrixVersion, installation: N8nInstallation): Promise<Result> {
	say(`\nn8n ${installation.version} on Node ${version.node}`);
	const userFolder = await makeUserFolder();
	await installNode(userFolder, await packNode(userFolder));
	const n8n = await startN8n({ installation, userFolder, readyWithinMs: READY_WITHIN_MS });
	const found = new Map<string, string>();
	try {
		const session = openSession(n8n.url);
		await signIn(session);
		const tell = async (feature: Feature) => {
			const word = await tryFeature(session, feature);
			found.set(feature.name, word);
			say(`  ${feature.name}: ${word}`);
		};
		const slow = Promise.all(features.filter(({ isSlow }) => isSlow).map(tell));
		for (const feature of features.filter(({ isSlow }) => !isSlow)) await tell(feature);
		await slow;
	} finally {
		await n8n.stop();
		await keepLog(n8n.logFile, installation.version);
		await rm(userFolder, { recursive: true, force: true });
	}
	const date = new Date().toISOString().slice(0, 10);
	return {
		n8n: installation.version,
		node: version.node,
		date,
		features: Object.fromEntries(found),
	};
}

/** @returns the word for the table */
async function tryFeature(session: Session, feature: Feature): Promise<string> {
	let setup: OwnEmulator | undefined;
	const limit = feature.isSlow ? SLOW_FEATURE_WITHIN_MS : FEATURE_WITHIN_MS;
	try {
		setup = await openOwnEmulator(session, { generationTimeMs: 500, ...feature.emulator });
		return (await within(feature.run(setup), limit)) ?? 'yes';
	} catch (error) {
		return `FAILED: ${(error as Error).message.split('\n')[0]}`;
	} finally {
		await setup?.close();
	}
}

/** Where n8n says why something failed. */
async function keepLog(logFile: string, version: string): Promise<void> {
	await mkdir(LOGS, { recursive: true });
	await copyFile(logFile, path.join(LOGS, `matrix-${version}.log`));
}

async function within<T>(work: Promise<T>, limitMs: number): Promise<T> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<never>((_, reject) => {
		timer = setTimeout(() => reject(new Error('it took too long')), limitMs);
	});
	return await Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** Keeps what came out for the other versions, and that day for the other features of this one. */
async function note(result: Result): Promise<void> {
	const known = JSON.parse(await readFile(RESULTS, 'utf8')) as Result[];
	const sameDay = known.find(({ n8n, date }) => n8n === result.n8n && date === result.date);
	if (only !== undefined && !sameDay) {
		say('Nothing is written: the other features were not run that day.');
		return;
	}
	const words = { ...(only !== undefined && sameDay?.features), ...result.features };
	const inOrder = FEATURES.flatMap(({ name }) => (name in words ? [[name, words[name]]] : []));
	const all = [
		...known.filter(({ n8n }) => n8n !== result.n8n),
		{ ...result, features: Object.fromEntries(inOrder) as Result['features'] },
	];
	await writeFile(RESULTS, `${JSON.stringify(all, null, '\t')}\n`);
	await writeFile(PAGE, withTable(await readFile(PAGE, 'utf8'), all));
	await writeFile(README, withSummary(await readFile(README, 'utf8'), all));
}
