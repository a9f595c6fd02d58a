const { existsSync } = require('node:fs');
const { copyFile, mkdir, rm } = require('node:fs/promises');
const { execFile } = require('node:child_process');
const path = require('node:path');
const { promisify } = require('node:util');
const { dest, parallel, series, src } = require('gulp');
const { rollup } = require('rollup');
const levels = require('./levels.cjs');

const run = promisify(execFile);
/** What the compiler makes, module by module, before the modules are put together. */
const COMPILED = path.join(__dirname, '.build');

/** Old output would otherwise be packed beside the new. */
async function clean() {
	await rm('dist', { recursive: true, force: true });
}

async function compile() {
	await rm(COMPILED, { recursive: true, force: true });
	try {
		await run(process.execPath, [
			require.resolve('typescript/bin/tsc'),
			'--project',
			'tsconfig.json',
			'--module',
			'es2022',
			'--outDir',
			COMPILED,
		]);
	} catch (error) {
		throw new Error(`TypeScript found errors:\n${error.stdout}`);
	}
}

/** The modules of the levels below the node itself; on the ground also the files next to it. */
const LEVELS = {
	steps: modulesIn(levels.steps),
	borders: modulesIn(levels.borders),
	ground: new RegExp(`${modulesIn(levels.ground).source}|^nodes/WaveSpeed/[^/]+$`),
};
function modulesIn(folders) {
	return new RegExp(`^nodes/WaveSpeed/(${folders.join('|')})/`);
}
const moduleOf = (file) => path.relative(COMPILED, file).replaceAll('\\', '/');

/**
 * Puts the modules of a level into one readable file: n8n loads every node at each
 * start of each of its processes, and finding and reading 270 files takes it more than twice as long as
 * five (docs/performance.md).
 */
async function bundle() {
	const entries = [
		'nodes/WaveSpeed/WaveSpeed.node',
		'nodes/WaveSpeedTrigger/WaveSpeedTrigger.node',
		'credentials/WaveSpeedApi.credentials',
	];
	const bundled = await rollup({
		input: Object.fromEntries(entries.map((name) => [name, path.join(COMPILED, `${name}.js`)])),
		external: ['crypto', 'n8n-workflow'],
		treeshake: false,
		plugins: [{ name: 'modules', resolveId: findModule, transform: headModule }],
		onwarn: ({ message }) => {
			throw new Error(message);
		},
	});
	await bundled.write({
		dir: 'dist',
		format: 'cjs',
		exports: 'named',
		strict: true,
		minifyInternalExports: false,
		entryFileNames: '[name].js',
		// Above the levels there is only what node and trigger share.
		chunkFileNames: ({ name }) => (name in LEVELS ? 'nodes/[name].js' : 'nodes/shared.js'),
		manualChunks: (file) =>
			entries.includes(moduleOf(file).replace(/\.js$/, ''))
				? undefined
				: Object.keys(LEVELS).find((level) => LEVELS[level].test(moduleOf(file))),
	});
	await bundled.close();
	await rm(COMPILED, { recursive: true });
}

/** Imports name no extension, nor the index of a folder. */
function findModule(name, from) {
	if (!name.startsWith('.') || !from) return undefined;
	const file = path.resolve(path.dirname(from), name);
	return [`${file}.js`, path.join(file, 'index.js')].find((candidate) => existsSync(candidate));
}

/**
 * Tells whoever reads the package where a module begins, and which file of the source it is. It indents with
 * tabs, as the source does and the compiler does not (4 kB of the package), and leaves the remarks within
 * functions (9 kB) and within classes and tables (7 kB) to the source; the doc comments of functions and classes
 * stay. No text of the source has lines that begin with four blanks, two slashes or a slash and a star.
 */
function headModule(compiled, file) {
	const source = moduleOf(file).replace(/\.js$/, '.ts');
	const indented = compiled.replace(/^(?: {4})+/gm, (blanks) => '\t'.repeat(blanks.length / 4));
	const code = indented
		.replace(/^\t*\/\/ .*\n/gm, '')
		.replace(/^\t+\/\*\*(?:(?!\*\/)[\s\S])*\*\/\n/gm, '');
	return { code: `/* ${source} */\n${code}`, map: null };
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

/**
 * Whatever is made, its row is that of Generate and Wait; n8n looks for a file of each operation's own.
 * The operations that have none in the source are those for one kind of thing.
 */
async function outputSchemasOfMedia() {
	const folder = 'dist/nodes/WaveSpeed/__schema__/v1.0.0';
	const { WaveSpeed } = require('./dist/nodes/WaveSpeed/WaveSpeed.node.js');
	const { properties } = new WaveSpeed().description;
	for (const { name, displayOptions, options } of properties) {
		const [resource] = displayOptions?.show?.resource ?? [];
		if (name !== 'operation') continue;
		await mkdir(`${folder}/${resource}`, { recursive: true });
		for (const { value } of options) {
			const file = `${folder}/${resource}/${value}.json`;
			if (!existsSync(file)) await copyFile(`${folder}/prediction/generateAndWait.json`, file);
		}
	}
}

// Compiled, put together and no more: whoever reviews or debugs an installed package reads this code.
exports.clean = clean;
exports.build = series(
	clean,
	parallel(compile, icons, codex, outputSchemas),
	bundle,
	outputSchemasOfMedia,
);
exports.default = exports.build;
