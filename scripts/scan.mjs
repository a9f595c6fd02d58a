// Runs the analysis that n8n's reviewers run on a community package, on this source and on what
// would be published, and looks at what is in the tarball. It needs a build; it publishes nothing and
// asks no network.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
	analyzePackage,
	SOURCE_FILE_PATTERNS,
} from '@n8n/scan-community-package/scanner/scanner.mjs';

const PACKED_LIMIT_BYTES = 250 * 1000;
/** Longer lines than any in the source: code that was minified. */
const LONGEST_LINE = 500;
/** Everything that belongs into the package. */
const EXPECTED_FILES = [
	/^(package\.json|README\.md|LICENSE\.md)$/,
	/^dist\/(credentials|nodes)\/[\w./-]+\.js$/,
	/^dist\/nodes\/[\w/]+\.node\.json$/,
	/^dist\/nodes\/[\w/]+\/__schema__\/v[\d.]+(\/[\w]+)*\.json$/,
	/^dist\/nodes\/[\w/]+\/__schema__\/v[\d.]+\/[\w/]+\.json$/,
	/^dist\/icons\/[\w.]+\.svg$/,
];

const folder = mkdtempSync(join(tmpdir(), 'wavespeed-scan-'));
let failed = false;
try {
	report('source', await analyzePackage(process.cwd(), SOURCE_FILE_PATTERNS));

	execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], { stdio: 'inherit' });
	const { name, version, n8n } = JSON.parse(readFileSync('package.json', 'utf8'));
	const tarball = join(folder, `${name}-${version}.tgz`);
	execFileSync('tar', ['-xzf', tarball, '-C', folder]);
	const unpacked = join(folder, 'package');
	report('tarball', await analyzePackage(unpacked));

	const files = readdirSync(unpacked, { recursive: true, encoding: 'utf8' })
		.map((file) => file.replaceAll('\\', '/'))
		.filter((file) => statSync(join(unpacked, file)).isFile());
	for (const file of files) {
		const kilobytes = statSync(join(unpacked, file)).size / 1000;
		console.log(`${kilobytes.toFixed(1).padStart(8)} kB  ${file}`);
	}
	const stray = files.filter((file) => !EXPECTED_FILES.some((pattern) => pattern.test(file)));
	check(stray.length === 0, `${files.length} files, all of which belong there`, stray.join(', '));
	const wanted = [...n8n.nodes, ...n8n.credentials, ...schemas('nodes', 'dist/nodes')];
	const missing = wanted.filter((file) => !files.includes(file));
	check(missing.length === 0, 'nodes, credential and output schemas are there', missing.join(', '));
	const minified = files.filter(
		(file) => file.endsWith('.js') && longestLine(join(unpacked, file)) > LONGEST_LINE,
	);
	check(minified.length === 0, 'the code is readable', `lines too long in ${minified.join(', ')}`);

	const { size } = statSync(tarball);
	const sizes = `packed ${(size / 1000).toFixed(1)} kB of at most ${PACKED_LIMIT_BYTES / 1000} kB`;
	check(size <= PACKED_LIMIT_BYTES, sizes, sizes);
} finally {
	rmSync(folder, { recursive: true, force: true });
}
process.exit(failed ? 1 : 0);

/** The output schemas of the source, by the paths they have in the package. */
function schemas(source, target) {
	return readdirSync(source, { recursive: true, encoding: 'utf8' })
		.map((file) => file.replaceAll('\\', '/'))
		.filter((file) => file.includes('__schema__/') && file.endsWith('.json'))
		.map((file) => `${target}/${file}`);
}

function longestLine(file) {
	const lines = readFileSync(file, 'utf8').split('\n');
	// TypeScript writes all exports of a module in one line.
	return Math.max(
		...lines.filter((line) => !line.endsWith('= void 0;')).map((line) => line.length),
	);
}

function check(passed, fine, wrong) {
	console.log(passed ? `ok: ${fine}` : `FAILED: ${wrong}`);
	failed ||= !passed;
}

function report(what, { passed, message, details }) {
	check(passed, `no finding in the ${what}`, `${what}: ${message}\n${details ?? ''}`);
}
