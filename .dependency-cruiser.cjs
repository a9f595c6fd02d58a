/**
 * The layers of the node, as docs/architecture.md draws them: `npm run structure`.
 * Nothing below knows what is above it, and nothing runs in a circle.
 */
const levels = require('./levels.cjs');

const node = '^nodes/WaveSpeed/';
const folder = (...names) => `${node}(${names.join('|')})/`;
/** From the top to the bottom. */
const LEVELS = Object.values(levels);

/** Only these two compose the whole. */
const COMPOSERS = `${node}WaveSpeed\\.node\\.ts$|^nodes/WaveSpeedTrigger/`;

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
	forbidden: [
		{
			name: 'no-circles',
			severity: 'error',
			comment:
				'Two files that need each other are one idea in two files, or a type in the wrong place.',
			from: {},
			to: { circular: true },
		},
		{
			name: 'no-orphans',
			severity: 'error',
			comment: 'A file nobody imports is dead.',
			from: { orphan: true, pathNot: '\\.node\\.ts$|\\.credentials\\.ts$' },
			to: {},
		},
		{
			name: 'only-what-n8n-provides',
			severity: 'error',
			comment: 'A community node has no runtime dependencies.',
			from: { path: '^(nodes|credentials)/' },
			to: {
				path: '.',
				pathNot: '^(nodes|credentials)/|^(node:)?crypto$|node_modules/n8n-workflow/',
			},
		},
		{
			name: 'resources-are-the-top',
			severity: 'error',
			comment: 'An operation uses the steps; no step knows which operation it runs in.',
			from: { path: '^nodes/', pathNot: `${folder('resources')}|${COMPOSERS}` },
			to: { path: folder('resources') },
		},
		{
			name: 'node-files-are-used-by-nobody',
			severity: 'error',
			comment: 'n8n loads them; the trigger is made of the same parts, not of the node.',
			from: {},
			to: { path: '\\.node\\.ts$' },
		},
		...LEVELS.slice(1).map((names, index) => ({
			name: `nothing-above-${names.join('-')}`,
			severity: 'error',
			comment:
				'A lower level that needs a higher one is in the wrong folder, or is told too little.',
			from: { path: folder(...names) },
			to: { path: folder(...LEVELS.slice(0, index + 1).flat()) },
		})),
		{
			name: 'api-stands-alone',
			severity: 'error',
			comment: 'The one door to WaveSpeed knows nothing of what goes through it.',
			from: { path: folder('api') },
			to: { path: folder(...levels.borders.filter((name) => name !== 'api')) },
		},
		{
			name: 'downloads-have-no-key',
			severity: 'error',
			comment: 'Outputs are fetched without the key, so nothing that has it is in reach.',
			from: { path: folder('download') },
			to: { path: folder('api'), pathNot: `${node}api/networkFailure\\.ts$` },
		},
		{
			name: 'the-panel-runs-nothing',
			severity: 'error',
			comment:
				'What the editor asks for is answered from the catalogue and the API; no item is on its way.',
			from: { path: folder('panel') },
			to: { path: folder('resources', ...levels.steps, 'download') },
		},
	],
	options: {
		doNotFollow: { path: 'node_modules' },
		tsConfig: { fileName: 'tsconfig.json' },
		// An import of a type is a dependency for the reader, too.
		tsPreCompilationDeps: true,
	},
};
