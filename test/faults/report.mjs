#!/usr/bin/env node
/**
 * Runs the tests that docs/faults.md names and prints its table with the outcome of each row.
 * Ends with 1 when a test fails, when a row or a sentence names one that does not exist, or a sentence
 * leans on a row that does not.
 *
 * With `--names` no test runs: the titles are read from the files, and only rows that name a test that
 * does not exist are printed. That takes a second, so `npm run check` does it.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';

import ts from 'typescript';

const root = path.resolve(
	import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname),
	'../..',
);
const lines = readFileSync(path.join(root, 'docs/faults.md'), 'utf8').split('\n');
const faults = lines
	.map((line) => /^\| (\d+) \| (.+?) \| (.+) \|$/.exec(line))
	.filter((match) => match !== null)
	.map(([, row, fault, proof]) => ({ row: Number(row), fault, proof, tests: testsIn(proof) }));
const numbers = new Set(faults.map(({ row }) => row));
/** What README and docs say, each with the numbers of the rows, or the tests, that prove it. */
const sentences = lines
	.map((line) => /^\| ((?:README|docs\/[\w-]+\.md): .+?) \| (.+) \|$/.exec(line))
	.filter((match) => match !== null)
	.map(([, fault, proof]) => ({ row: '“”', fault, proof, tests: testsIn(proof) }));
const rows = [...faults, ...sentences];

function testsIn(proof) {
	return [...proof.matchAll(/`([^`]+\.mts)`: (.+?)(?=<br>|$)/g)].map(([, file, name]) => ({
		file,
		name,
	}));
}

/** @returns the rows, such as `1 to 3, 7`, that a sentence leans on; none where it names tests */
function rowsIn(proof) {
	if (!/^[\d, to]+$/.test(proof)) return [];
	return proof.split(', ').flatMap((part) => {
		const [first, last = first] = part.split(' to ').map(Number);
		return Array.from({ length: last - first + 1 }, (_, index) => first + index);
	});
}

const files = [...new Set(rows.flatMap(({ tests }) => tests.map(({ file }) => file)))];
const onlyNames = process.argv.includes('--names');
const inTests = files.filter(
	(file) => file.startsWith('test/') && existsSync(path.join(root, file)),
);
const outcomes = onlyNames ? readTitles(inTests) : runJest(inTests);

/** @returns by file: the titles that its calls of `it` and `test` have, with their `%s` and `$name` */
function readTitles(testFiles) {
	return new Map(
		testFiles.map((file) => {
			const text = readFileSync(path.join(root, file), 'utf8');
			const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
			const found = [];
			const visit = (node) => {
				const isTest = ts.isCallExpression(node) && /^(it|test)\b/.test(node.expression.getText());
				const [title] = isTest ? node.arguments : [];
				if (title && ts.isStringLiteralLike(title))
					found.push({ title: title.text, status: 'named' });
				ts.forEachChild(node, visit);
			};
			visit(source);
			return [file, found];
		}),
	);
}

/** @returns by file: the titles of its tests and how each ended */
function runJest(testFiles) {
	const folder = mkdtempSync(path.join(tmpdir(), 'faults-'));
	const output = path.join(folder, 'report.json');
	try {
		const jest = path.join(
			path.dirname(createRequire(import.meta.url).resolve('jest/package.json')),
			'bin/jest.js',
		);
		spawnSync(
			process.execPath,
			[jest, '--silent', '--json', `--outputFile=${output}`, '--runTestsByPath', ...testFiles],
			{
				cwd: root,
				stdio: ['ignore', 'ignore', 'inherit'],
				env: { N8N_LOG_LEVEL: 'silent', ...process.env },
			},
		);
		const { testResults } = JSON.parse(readFileSync(output, 'utf8'));
		return new Map(
			testResults.map(({ name, assertionResults }) => [
				path.relative(root, name),
				assertionResults,
			]),
		);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/** `%s` and `$name` in a title stand for anything, in the table as in a test. */
function matcher(name) {
	const pattern = name
		.split(/%[sidfjop]|\$\w+/)
		.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
		.join('.*');
	return new RegExp(`^${pattern}$`, 's');
}

function outcomeOf({ file, name }) {
	if (!existsSync(path.join(root, file))) return 'missing';
	if (!file.startsWith('test/')) {
		return readFileSync(path.join(root, file), 'utf8').includes(name) ? 'e2e' : 'missing';
	}
	const found = (outcomes.get(file) ?? []).filter(
		({ title }) => matcher(name).test(title) || (onlyNames && matcher(title).test(name)),
	);
	if (found.length === 0) return 'missing';
	if (onlyNames) return 'named';
	return found.every(({ status }) => status === 'passed') ? 'pass' : 'FAIL';
}

let isBad = false;
for (const { row, fault, proof, tests } of rows) {
	const results = tests.map((test) => ({ ...test, outcome: outcomeOf(test) }));
	const bad = results.filter(({ outcome }) => outcome === 'missing' || outcome === 'FAIL');
	isBad ||= bad.length > 0;
	const ran = results.some(({ outcome }) => outcome === 'pass');
	const state = bad.length > 0 ? 'FAIL' : ran ? 'pass' : results.length > 0 ? 'e2e' : '-';
	if (onlyNames && bad.length === 0) continue;
	process.stdout.write(
		`${String(row).padStart(2)}  ${state.padEnd(4)}  ${fault}${results.length === 0 ? ` (${proof})` : ''}\n`,
	);
	for (const { file, name, outcome } of bad)
		process.stdout.write(`          ${outcome}: ${file}: ${name}\n`);
}
const complaints = [
	...Array.from({ length: 60 }, (_, index) => index + 1)
		.filter((row) => !numbers.has(row))
		.map((row) => `The table lacks row ${row}.`),
	...faults
		.filter(({ row }, index) => faults.findIndex((one) => one.row === row) !== index)
		.map(({ row }) => `Two rows have the number ${row}.`),
	...sentences.flatMap(({ fault, proof, tests }) => {
		const named = rowsIn(proof);
		if (named.length + tests.length === 0) return [`Nothing proves “${fault}”.`];
		// A range may pass over numbers that are not in use, but not begin or end with one.
		const ends = proof.match(/\d+/g)?.map(Number) ?? [];
		return (named.length > 0 ? ends : [])
			.filter((row) => !numbers.has(row))
			.map((row) => `“${fault}” leans on row ${row}, which is not there.`);
	}),
];
for (const complaint of complaints) process.stdout.write(`${complaint}\n`);
process.exit(isBad || complaints.length > 0 ? 1 : 0);
