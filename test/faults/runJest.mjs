#!/usr/bin/env node
/**
 * Runs what is too long for every test run: `node test/faults/runJest.mjs soak` (10,000 random fault
 * scripts) or `… properties` (20,000 runs of each property). SOAK_RUNS, PROPERTY_RUNS and
 * PROPERTY_SEED in the environment win.
 */
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';

const jest = path.join(
	path.dirname(createRequire(import.meta.url).resolve('jest/package.json')),
	'bin/jest.js',
);
const JOBS = {
	properties: {
		arguments: ['--testMatch', '**/faults/{properties,promise,moneyOptions}.test.mts'],
		env: { PROPERTY_RUNS: '20000' },
	},
	soak: { arguments: ['--testMatch', '**/faults/soak.run.mts'], env: {} },
};
const job = JOBS[process.argv[2]];
if (!job) {
	process.stderr.write('Usage: node test/faults/runJest.mjs properties|soak\n');
	process.exit(2);
}
const { status } = spawnSync(
	process.execPath,
	[jest, '--silent', '--runInBand', ...job.arguments],
	{
		stdio: 'inherit',
		env: { N8N_LOG_LEVEL: 'silent', ...job.env, ...process.env },
	},
);
process.exit(status ?? 1);
