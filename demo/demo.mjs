#!/usr/bin/env node
/**
 * `npm run demo`: a real n8n turns a prompt into a video. This file runs where nothing has been
 * installed yet, so it and the .mjs files beside it use nothing but Node.
 */
import { HELP, parseArguments } from './arguments.mjs';
import { installAndBuild } from './installAndBuild.mjs';
import { unsuitable } from './unsuitable.mjs';

async function main() {
	const choice = parseArguments(process.argv.slice(2));
	if (choice.help) {
		console.log(HELP);
		return;
	}
	const complaint = choice.complaint ?? unsuitable(process.versions.node, process.platform);
	if (complaint) throw new Error(complaint);

	await installAndBuild();
	const { register } = await import('tsx/esm/api');
	register();
	const { runDemo } = await import('./run.mts');
	await runDemo({ exit: choice.exit });
}

main().catch((error) => {
	console.error(`\nThe demo did not work. ${error instanceof Error ? error.message : error}`);
	process.exitCode = 1;
});
