/**
 * Judges mutants in one process. Jest starts anew for every mutant, which takes seconds; here the tests
 * are loaded once and a mutant is only switched on. For tests that need neither a network nor Jest's
 * own modules: describe, it, each, hooks, expect, snapshots and spies are all there is.
 */
import { createRequire } from 'node:module';
import path from 'node:path';

import { declareFactoryPlugin, PluginKind } from '@stryker-mutator/api/plugin';

const require = createRequire(import.meta.url);
const { expect } = require('expect');
const { buildSync } = createRequire(require.resolve('tsx/package.json'))('esbuild');
const { ModuleMocker } = require('jest-mock');

const FILES = [
	'api/envelope',
	'api/paths',
	'api/prediction',
	'api/retryAfter',
	'api/traffic',
	'errors/messages',
	'errors/redact',
	'errors/toN8nError',
	'faults/networkFailure',
	'faults/withoutEngine',
	'item/itemsStarted',
	'item/barriers',
	'item/concurrencyLimit',
	'item/pace',
	'item/run',
	'item/runOperation',
	'n8n/errorBranch',
	'n8n/executionLineage',
	'n8n/retriedExecution',
	'resources/getResult',
	'submission/earlierTries/findLostSubmission',
	'submission/earlierTries/leftByFormerExecution',
	'submission/records/submissionRecords',
	'submission/submit',
	'waiting/modelDurations',
	'waiting/suspended/parkedStateOfCallback',
	'waiting/waitUntilFinished',
];

class Runner {
	tests = [];
	snapshots = new Map();

	capabilities() {
		return { reloadEnvironment: false };
	}

	async init() {
		process.on('unhandledRejection', () => undefined);
		const scope = { title: '', before: [], after: [] };
		let at = scope;
		globalThis.describe = (title, body) => {
			const outer = at;
			at = { title: `${outer.title} ${title}`, before: [...outer.before], after: [...outer.after] };
			body();
			at = outer;
		};
		globalThis.beforeEach = (hook) => at.before.push(hook);
		globalThis.afterEach = (hook) => at.after.push(hook);
		const add = (title, body, source = String(body)) => {
			const { before, after } = at;
			const name = `${at.title} ${title}`.trim();
			const takesSnapshot = /toMatchSnapshot/.test(source);
			this.tests.push({ id: `${this.tests.length}`, name, body, before, after, takesSnapshot });
		};
		add.each = (rows) => (title, body) =>
			rows.forEach((row, index) => {
				const values = Array.isArray(row) ? row : [row];
				add(`${title} #${index}`, async () => await body(...values), String(body));
			});
		globalThis.it = add;
		globalThis.test = add;
		globalThis.expect = expect;
		globalThis.jest = new ModuleMocker(globalThis);
		const runner = this;
		expect.extend({
			toMatchSnapshot(received) {
				const key = `${runner.current.id}:${runner.taken++}`;
				// Jest's snapshots show what is undefined; JSON alone would leave it out.
				const told = JSON.stringify(received, (_key, value) => value ?? String(value));
				if (!runner.snapshots.has(key)) runner.snapshots.set(key, told);
				return { pass: runner.snapshots.get(key) === told, message: () => `differs: ${told}` };
			},
		});
		// One bundle, so that every class there is exists once, whoever imports it and how.
		// Each process has its own, because one that is being written is an empty file to the others.
		const bundle = path.resolve(`mutation-tests-${process.pid}.cjs`);
		buildSync({
			stdin: {
				contents: FILES.map((file) => `import './test/${file}.test.mts';`).join('\n'),
				resolveDir: process.cwd(),
			},
			bundle: true,
			format: 'cjs',
			packages: 'external',
			platform: 'node',
			logLevel: 'error',
			outfile: bundle,
		});
		createRequire(bundle)(bundle);
		if (this.tests.length === 0) throw new Error('There are no tests to judge mutants by');
	}

	async play(test) {
		this.current = test;
		this.taken = 0;
		const began = performance.now();
		let failureMessage;
		try {
			for (const hook of test.before) await hook();
			await test.body();
		} catch (error) {
			failureMessage = String(error?.message ?? error);
		}
		for (const hook of test.after) await hook();
		const facts = { id: test.id, name: test.name, timeSpentMs: performance.now() - began };
		return failureMessage === undefined
			? { ...facts, status: 0 }
			: { ...facts, status: 1, failureMessage };
	}

	async dryRun() {
		const stryker = globalThis.__stryker__;
		const tests = [];
		for (const test of this.tests) {
			stryker.currentTestId = test.id;
			tests.push(await this.play(test));
		}
		stryker.currentTestId = undefined;
		return { status: 'complete', tests, mutantCoverage: stryker.mutantCoverage };
	}

	/** A process that judges need not be the one of the dry run: it compares with the code as it is, too. */
	async takeSnapshots() {
		globalThis.__stryker__.activeMutant = undefined;
		for (const test of this.tests) if (test.takesSnapshot) await this.play(test);
	}

	async mutantRun({ activeMutant, testFilter }) {
		if (this.snapshots.size === 0) await this.takeSnapshots();
		globalThis.__stryker__.activeMutant = activeMutant.id;
		let nrOfTests = 0;
		for (const test of this.tests) {
			if (testFilter && !testFilter.includes(test.id)) continue;
			nrOfTests++;
			const { status, failureMessage } = await this.play(test);
			if (status === 1) return { status: 'killed', killedBy: [test.id], failureMessage, nrOfTests };
		}
		return { status: 'survived', nrOfTests };
	}
}

const create = () => {
	globalThis.__stryker__ ??= {};
	return new Runner();
};
create.inject = [];
export const strykerPlugins = [declareFactoryPlugin(PluginKind.TestRunner, 'inProcess', create)];
