const { rm } = require('node:fs/promises');
const { execFile } = require('node:child_process');
const { promisify } = require('node:util');
const { build } = require('esbuild');
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

/**
 * A community package is downloaded by every n8n that installs it. White space and the names of local
 * variables go; files and the names of functions and classes stay, so that a stack trace still says
 * where in `nodes/` something happened.
 */
async function shrink() {
	await build({
		entryPoints: ['dist/**/*.js'],
		outdir: 'dist',
		outbase: 'dist',
		allowOverwrite: true,
		platform: 'node',
		target: 'node20',
		charset: 'utf8',
		minifyIdentifiers: true,
		minifyWhitespace: true,
		minifySyntax: true,
	});
}

/** Descriptions name their icons relative to the compiled file, so the folder moves along. */
function icons() {
	return src('icons/*.svg', { encoding: false }).pipe(dest('dist/icons'));
}

/** The codex files tell n8n's node panel the categories and search words of a node. */
function codex() {
	return src('nodes/**/*.node.json').pipe(dest('dist/nodes'));
}

exports.clean = clean;
exports.build = series(clean, parallel(series(compile, shrink), icons, codex));
exports.default = exports.build;
