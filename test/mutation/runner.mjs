/**
 * Judges mutants in one process. Jest starts anew for every mutant, which takes seconds; here the tests
 * are loaded once and a mutant is only switched on.
 */
import { readFileSync, writeFileSync } from 'node:fs';

import { declareFactoryPlugin, PluginKind } from '@stryker-mutator/api/plugin';

import { comesToRest, Endless, toItsEnd } from './endless.mjs';
import { bundleJudges, loadJudges, prepareJest } from './loadJudges.mjs';

/** What the dry run has measured, for processes that are started later. */
const MEASURED = 'mutation-measured.json';
const HITS_AT_LEAST = 2_000;
const HITS_MORE = 100;
const KILLERS_FIRST = 8;

class Runner {
	snapshots = new Map();
	/** By test, without a mutant: milliseconds, turns of the event loop, and visits of each mutant. */
	measured = {};
	/** Tests that have noticed mutants lately; those of the same place are likely to notice the next. */
	killers = [];
	/** Why this process can judge no more. */
	spoiltBy;

	capabilities() {
		return { reloadEnvironment: false };
	}

	async init() {
		process.on('unhandledRejection', () => undefined);
		process.on('uncaughtException', (error) => (this.uncaught ??= error));
		prepareJest(this.snapshots, () => this.current);
		this.bundle = bundleJudges();
		this.tests = loadJudges(this.bundle);
	}

	async dryRun() {
		const stryker = globalThis.__stryker__;
		const results = [];
		for (const test of this.tests) {
			stryker.currentTestId = test.id;
			const { turns, ...result } = await this.runTest(test);
			results.push(result);
			this.measured[test.id] = { ms: result.timeSpentMs, turns };
		}
		stryker.currentTestId = undefined;
		const { mutantCoverage } = stryker;
		for (const [id, hits] of Object.entries(mutantCoverage.perTest)) this.measured[id].hits = hits;
		writeFileSync(MEASURED, JSON.stringify(this.measured));
		return { status: 'complete', tests: results, mutantCoverage };
	}

	async mutantRun({ activeMutant, testFilter }) {
		// Stryker starts another process for whoever throws, and asks it for the same mutant.
		if (this.spoiltBy) throw new Error(this.spoiltBy);
		if (Object.keys(this.measured).length === 0) await this.startLate();
		let nrOfTests = 0;
		for (const id of this.inOrder(testFilter)) {
			nrOfTests++;
			let result = await this.runTest(this.tests[id], activeMutant);
			if (result.status === 1 && !result.isEndless && (await this.isSpoilt(id)))
				result = await this.runTest(this.tests[id], activeMutant);
			const { status, failureMessage, isEndless } = result;
			if (isEndless) {
				// What goes on for ever in the background spoils every later test: this process has to end.
				if (await comesToRest()) this.tests = loadJudges(this.bundle);
				else this.spoiltBy = `Something goes on for ever: ${failureMessage}`;
				return { status: 'timeout', reason: failureMessage };
			}
			if (status === 0) continue;
			this.killers = [id, ...this.killers.filter((one) => one !== id)].slice(0, KILLERS_FIRST);
			return { status: 'killed', killedBy: [id], failureMessage, nrOfTests };
		}
		return { status: 'survived', nrOfTests };
	}

	/** Most mutants are noticed by many tests: the quick ones are asked first. */
	inOrder(testFilter) {
		const ids = testFilter ?? this.tests.map(({ id }) => id);
		const first = this.killers.filter((id) => ids.includes(id));
		const ms = (id) => this.measured[id]?.ms ?? 0;
		const others = ids.filter((id) => !first.includes(id)).sort((a, b) => ms(a) - ms(b));
		return [...first, ...others];
	}

	/**
	 * A mutant may leave something behind that makes a test fail without any. Whoever comes next is not
	 * to be taken for noticed because of it: then the tests and their modules are loaded anew.
	 */
	async isSpoilt(id) {
		const { status } = await this.runTest(this.tests[id]);
		if (status === 0) return false;
		this.tests = loadJudges(this.bundle);
		return true;
	}

	async runTest(test, mutant) {
		const stryker = globalThis.__stryker__;
		this.current = { id: test.id, taken: 0 };
		this.uncaught = undefined;
		const { turns: turnsBefore, hits = {} } = this.measured[test.id] ?? {};
		stryker.activeMutant = mutant?.id;
		stryker.hitCount = mutant && 0;
		stryker.hitLimit = mutant && HITS_AT_LEAST + HITS_MORE * (hits[mutant.id] ?? 0);
		const began = performance.now();
		let failureMessage;
		let isEndless = false;
		let turns = 0;
		try {
			const run = async () => {
				for (const hook of test.before) await hook();
				await test.body();
			};
			turns = await toItsEnd(run, turnsBefore, () => this.uncaught);
			if (this.uncaught) throw this.uncaught;
		} catch (error) {
			failureMessage = String(error?.message ?? error);
			isEndless = error instanceof Endless;
		}
		if (stryker.hitCount > stryker.hitLimit) {
			isEndless = true;
			failureMessage = `Visited ${stryker.hitCount} times`;
		}
		stryker.activeMutant = undefined;
		for (const hook of test.after) await hook();
		const facts = { id: test.id, name: test.name, timeSpentMs: performance.now() - began, turns };
		return failureMessage === undefined
			? { ...facts, status: 0 }
			: { ...facts, status: 1, failureMessage, isEndless };
	}

	/** A process that judges need not be the one of the dry run: it compares with the code as it is, too. */
	async startLate() {
		this.measured = JSON.parse(readFileSync(MEASURED, 'utf8'));
		for (const test of this.tests) if (test.takesSnapshot) await this.runTest(test);
	}
}

const create = () => {
	globalThis.__stryker__ ??= {};
	return new Runner();
};
create.inject = [];
export const strykerPlugins = [declareFactoryPlugin(PluginKind.TestRunner, 'inProcess', create)];
