const { copyFile, mkdir, rm } = require('node:fs/promises');
const { execFile } = require('node:child_process');
const { promisify } = require('node:util');
const { dest, parallel, series, src } = require('gulp');

const run = promisify(execFile);

/** Old output would otherwise be packed beside the new. */
async function clean() {
	await rm('dist', { recursive: true, force: true });
}

async function compile() {
	try {
		await run(process.execPath, [
			require.resolve('typescript/bin/tsc'),
			'--project',
			'tsconfig.json',
		]);
	} catch (error) {
		throw new Error(`TypeScript found errors:\n${error.stdout}`);
	}
}

/** Descriptions name their icons relative to the compiled file, so the folder moves along. */
function icons() {
	return src('icons/*.svg', { encoding: false }).pipe(dest('dist/icons'));
}

/** The codex files tell n8n's node panel the categories and search words of a node. */
function codex() {
	return src('nodes/**/*.node.json').pipe(dest('dist/nodes'));
}

/** What a row of each operation looks like: n8n offers its fields to the next node before the first run. */
function outputSchemas() {
	return src('nodes/**/__schema__/**/*.json').pipe(dest('dist/nodes'));
}

/** Whatever is made, its row is that of Generate and Wait; n8n looks for a file of each operation's own. */
async function outputSchemasOfMedia() {
	const folder = 'dist/nodes/WaveSpeed/__schema__/v1.0.0';
	const { JOBS } = require('./dist/nodes/WaveSpeed/models/jobs.js');
	for (const { place } of JOBS.filter((job) => job.place)) {
		await mkdir(`${folder}/${place.resource}`, { recursive: true });
		const file = `${folder}/${place.resource}/${place.operation}.json`;
		await copyFile(`${folder}/prediction/generateAndWait.json`, file);
	}
}

// Compiled and no more: whoever reviews or debugs an installed package reads this code.
exports.clean = clean;
exports.build = series(clean, parallel(compile, icons, codex, outputSchemas), outputSchemasOfMedia);
exports.default = exports.build;
