#!/usr/bin/env node
/**
 * Mutation tests: `npm run test:mutation`, or `… -- --mutate nodes/WaveSpeed/submission/submitItem.ts` for a
 * part. Each mutant is judged by the tests without a network (they are listed in runner.mjs); the
 * properties run some dozens of times here, with a fixed seed, because every mutant runs them.
 */
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';

const core = createRequire(import.meta.url).resolve('@stryker-mutator/core/package.json');
const { status } = spawnSync(
	process.execPath,
	[path.join(path.dirname(core), 'bin/stryker.js'), 'run', ...process.argv.slice(2)],
	{
		stdio: 'inherit',
		env: { PROPERTY_RUNS: '20', PROPERTY_SEED: '1', N8N_LOG_LEVEL: 'silent', ...process.env },
	},
);
process.exit(status ?? 1);
