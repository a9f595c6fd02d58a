import { mkdir, readFile, realpath } from 'node:fs/promises';
import path from 'node:path';
import { createCredential, testCredential } from '../e2e/n8n/credentials.mts';
import { CREDENTIAL_TYPE, loadExample, useFolder } from '../e2e/n8n/example.mts';
import { failureOf, jsonOf, waitForExecution } from '../e2e/n8n/executions.mts';
import { ensureInstallation } from '../e2e/n8n/installation.mts';
import { OWNER, signIn } from '../e2e/n8n/owner.mts';
import { createProgress } from '../e2e/n8n/progress.mts';
import { openSession, type Session } from '../e2e/n8n/session.mts';
import { importWorkflow, runWorkflow, type SavedWorkflow } from '../e2e/n8n/workflows.mts';
import type { Wanted } from './chooseModel.mts';
import { startN8nWithNode } from './startN8nWithNode.mts';
import { untilStopped } from './untilStopped.mts';
import { fieldOf, inputsOf, modelOf, useModel } from './useModel.mts';
import { inspectVideo } from './video.mts';
import { openWaveSpeed, type WaveSpeed } from './wavespeed.mts';

const OUTPUT_FOLDER = path.resolve(import.meta.dirname, '../demo-output');
/** The real API may keep a job in its queue for a while; the node's own deadline is 20 minutes. */
const VIDEO_WITHIN_MS = 25 * 60_000;

/** What shells report for a command that Ctrl+C ended. */
const STOPPED_EXIT_CODE = 130;

const say = (text: string) => console.log(text);

/**
 * Everything the demo does once packages are there: a real n8n, one video, and unless `exit` is
 * set, the editor until Ctrl+C. Whatever it started has ended when this settles.
 *
 * @throws Error whose message is a sentence for the person at the terminal
 */
export async function runDemo({ exit }: { exit: boolean }): Promise<void> {
	let hasVideo = false;
	const stopped = await untilStopped(async (onStop) => {
		const progress = createProgress();
		await ensureInstallation(progress);
		const wavespeed = await openWaveSpeed(process.env, await wantedVideo(), say);
		onStop(async () => await wavespeed.close());

		await mkdir(OUTPUT_FOLDER, { recursive: true });
		progress.phase('Starting n8n with the packed node');
		const n8n = await startN8nWithNode(await realpath(OUTPUT_FOLDER), onStop);
		progress.phase(`Turning a prompt into a video with ${wavespeed.name}`);
		const session = openSession(n8n.url);
		await signIn(session);
		const workflow = await importExample(session, wavespeed, n8n.filesFolder);
		const { report, executionId } = await makeVideo(session, workflow, wavespeed);
		progress.done();
		hasVideo = true;

		say(`\nA real n8n ${n8n.version} turned a prompt into a video:\n${report}`);
		if (exit) return;
		say(`\nThe run with its video: ${n8n.url}/workflow/${workflow.id}/executions/${executionId}`);
		say('  (open its node “Generate Video”: the video is in the output)');
		say(`The workflow to change: ${n8n.url}/workflow/${workflow.id}`);
		say(`  e-mail      ${OWNER.email}\n  password    ${OWNER.password}`);
		if (wavespeed.keyIsPublic) say(ownCredential(wavespeed));
		say('\nCtrl+C ends n8n and everything you change in it; the video stays.');
		await new Promise(() => undefined);
	});
	if (!stopped) return;
	if (!hasVideo) say('\nThe demo was stopped before the video was there.');
	if (!hasVideo && process.env.WAVESPEED_API_KEY) {
		say('If it was submitted already it is paid for: see Predictions on wavespeed.ai.');
	}
	process.exit(hasVideo ? 0 : STOPPED_EXIT_CODE);
}

const EXAMPLE = 'prompt-to-video';
const GENERATE = 'Generate Video';
const SETTINGS = 'Prompt';

/** What the example asks for before anybody changes it. */
async function wantedVideo(): Promise<Wanted> {
	const workflow = await loadExample(EXAMPLE, { id: '', name: '' });
	const prompt = fieldOf(workflow, SETTINGS, 'prompt');
	return {
		model: modelOf(workflow, GENERATE),
		inputs: { ...inputsOf(workflow, GENERATE), prompt },
	};
}

/** For whoever wants to try nodes of their own, in this n8n or in another one on this machine. */
function ownCredential({ name, url, apiKey }: WaveSpeed): string {
	return [
		`\nA credential of your own for ${name}, until Ctrl+C (type: WaveSpeed API):`,
		`  Base URL    ${url}`,
		`  API Key     ${apiKey}`,
	].join('\n');
}

async function importExample(
	session: Session,
	wavespeed: WaveSpeed,
	folder: string,
): Promise<SavedWorkflow> {
	const data = { apiKey: wavespeed.apiKey, baseUrl: wavespeed.url };
	const credential = await createCredential(session, {
		name: 'WaveSpeed',
		type: CREDENTIAL_TYPE,
		data,
	});
	const test = await testCredential(session, credential, { type: CREDENTIAL_TYPE, data });
	if (test.status !== 'OK') throw new Error(`The credential's own test says: ${test.message}`);
	const workflow = await loadExample(EXAMPLE, credential);
	useModel(workflow, GENERATE, wavespeed.model);
	useFolder(workflow, folder);
	return await importWorkflow(session, workflow);
}

/** Runs the workflow, checks the file it left, and describes it. */
async function makeVideo(
	session: Session,
	workflow: SavedWorkflow,
	wavespeed: WaveSpeed,
): Promise<{ report: string; executionId: string }> {
	const execution = await waitForExecution(
		session,
		await runWorkflow(session, workflow),
		VIDEO_WITHIN_MS,
	);
	if (execution.status !== 'success') {
		throw new Error(
			`The workflow ended with ${execution.status}: ${failureOf(execution) ?? 'no reason given'}`,
		);
	}
	const prediction = jsonOf(execution, GENERATE)[0] as { id: string; outputs: string[] };
	const file = String(jsonOf(execution, 'Save Video')[0]?.fileName);
	const bytes = await readFile(file);
	if (!bytes.equals(await wavespeed.servedBytes(prediction))) {
		throw new Error(
			`${file} is not byte for byte what ${wavespeed.name} served for ${prediction.id}.`,
		);
	}
	const video = await inspectVideo(file);
	const report = [
		`  model       ${wavespeed.model}`,
		`  file        ${file}`,
		`  size        ${bytes.length.toLocaleString('en')} bytes, the same that ${wavespeed.name} served`,
		`  video       ${video.codec}, ${video.width}x${video.height}, ${video.durationSeconds.toFixed(1)} s`,
		`  prediction  ${prediction.id}`,
	].join('\n');
	return { report, executionId: execution.id };
}
