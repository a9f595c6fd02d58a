/**
 * Checks that no regular expression of the published code backtracks: each one must take time in
 * proportion to the text, whatever the text is. n8n has one thread, and a text that keeps it busy for a
 * second keeps all workflows waiting.
 *
 *     npm run check:patterns
 *
 * The library `recheck` (https://makenowjust-labs.github.io/recheck) tells for each pattern whether
 * there is a text that it is slow for, and shows one.
 */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import ts from 'typescript';

// Its other forms are a Java archive and binaries for each system.
process.env.RECHECK_BACKEND = 'pure';
const { check } = await import('recheck');

const files = ['nodes', 'credentials'].flatMap((folder) =>
	readdirSync(folder, { recursive: true, encoding: 'utf8' })
		.filter((name) => name.endsWith('.ts'))
		.map((name) => join(folder, name)),
);
const patterns = files.sort().flatMap(patternsOf);
const wrong = [];
for (const pattern of patterns) {
	const problem = await problemOf(pattern);
	if (problem) wrong.push(`${pattern.place} ${pattern.text}\n    ${problem}`);
}
for (const line of wrong) console.error(line);
console.log(`${patterns.length} regular expressions, ${wrong.length} of them not linear`);
process.exitCode = wrong.length > 0 ? 1 : 0;

/** Every literal of a file, and every pattern that is put together while the node runs. */
function patternsOf(file) {
	const source = ts.createSourceFile(
		file,
		readFileSync(file, 'utf8'),
		ts.ScriptTarget.Latest,
		true,
	);
	const found = [];
	const visit = (node) => {
		const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
		const place = `${file}:${line}`;
		if (node.kind === ts.SyntaxKind.RegularExpressionLiteral) {
			const text = node.getText();
			const end = text.lastIndexOf('/');
			found.push({ place, text, source: text.slice(1, end), flags: text.slice(end + 1) });
		}
		const isMade =
			(ts.isNewExpression(node) || ts.isCallExpression(node)) &&
			node.expression.getText() === 'RegExp';
		if (isMade) found.push({ place, text: node.getText().replace(/\s+/g, ' ').slice(0, 100) });
		ts.forEachChild(node, visit);
	};
	visit(source);
	return found;
}

/** @returns what is wrong with a pattern, undefined where it is linear, or seems so in one of the tries */
async function problemOf({ source, flags }, tries = 3) {
	if (source === undefined) return 'is put together while the node runs, and nobody can check it';
	const { status, checker, complexity, attack, error } = await check(source, flags, {
		timeout: 20_000,
	});
	if (status === 'safe') return undefined;
	// Large patterns are tried with random texts, within a time: on a busy machine that may mislead.
	if (status === 'vulnerable' && checker === 'fuzz' && tries > 1)
		return await problemOf({ source, flags }, tries - 1);
	if (status === 'unknown') return `could not be checked: ${error?.kind ?? 'unknown'}`;
	return `${complexity?.summary ?? complexity?.type}, for example with ${attack?.pattern}`;
}
