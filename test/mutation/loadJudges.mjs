/**
 * Gives the tests what they know of Jest (describe, it, each, hooks, expect, snapshots and spies) and
 * loads them.
 */
import { createRequire } from 'node:module';
import path from 'node:path';

import { JUDGES } from './judges.mjs';

const require = createRequire(import.meta.url);
const { expect } = require('expect');
const { buildSync } = createRequire(require.resolve('tsx/package.json'))('esbuild');
const { ModuleMocker } = require('jest-mock');

/**
 * @param snapshots told before, by test and number; what is not among them is taken for right
 * @param current tells the test that is running
 */
export function prepareJest(snapshots, current) {
	globalThis.expect = expect;
	globalThis.jest = Object.assign(new ModuleMocker(globalThis), { setTimeout: () => undefined });
	expect.extend({
		toMatchSnapshot(received) {
			const key = `${current().id}:${current().taken++}`;
			// Jest's snapshots show what is undefined; JSON alone would leave it out.
			const told = JSON.stringify(received, (_key, value) => value ?? String(value));
			if (!snapshots.has(key)) snapshots.set(key, told);
			return { pass: snapshots.get(key) === told, message: () => `differs: ${told}` };
		},
	});
}

/** @returns all tests, with modules of their own; each has the same number every time */
export function loadJudges(bundle) {
	const tests = [];
	let at = { title: '', before: [], after: [] };
	const each = (add) => (rows) => (title, body) => {
		// As Jest has it: where one row is no list, a list is a value like the others.
		const isTable = rows.every((row) => Array.isArray(row));
		rows.forEach((row, index) => {
			const values = isTable ? row : [row];
			add(`${title} #${index}`, () => body(...values), String(body));
		});
	};
	const describe = (title, body) => {
		const outer = at;
		at = { title: `${outer.title} ${title}`, before: [...outer.before], after: [...outer.after] };
		body();
		at = outer;
	};
	const it = (title, body, source = String(body)) => {
		const { before, after } = at;
		const name = `${at.title} ${title}`.trim();
		const takesSnapshot = /toMatchSnapshot/.test(source);
		tests.push({ id: `${tests.length}`, name, body, before, after, takesSnapshot });
	};
	describe.each = each(describe);
	it.each = each(it);
	Object.assign(globalThis, { describe, it, test: it });
	globalThis.beforeEach = (hook) => at.before.push(hook);
	globalThis.afterEach = (hook) => at.after.push(hook);
	delete require.cache[bundle];
	require(bundle);
	if (tests.length === 0) throw new Error('There are no tests to judge mutants by');
	return tests;
}

/**
 * One bundle, so that every class there is exists once, whoever imports it and how. Each process has its
 * own, because one that is being written is an empty file to the others.
 */
export function bundleJudges() {
	const outfile = path.resolve(`mutation-tests-${process.pid}.cjs`);
	buildSync({
		stdin: {
			contents: JUDGES.map((file) => `import './test/${file}.test.mts';`).join('\n'),
			resolveDir: process.cwd(),
		},
		bundle: true,
		format: 'cjs',
		packages: 'external',
		platform: 'node',
		logLevel: 'error',
		outfile,
	});
	return outfile;
}
