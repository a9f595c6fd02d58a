// Runs the analysis that n8n's reviewers run on a community package, on this source and on what
// would be published. It needs a build; it publishes nothing and asks no network.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { analyzePackage, SOURCE_FILE_PATTERNS } from '@n8n/scan-community-package/scanner/scanner.mjs';

const PACKED_LIMIT_BYTES = 250 * 1000;

const folder = mkdtempSync(join(tmpdir(), 'wavespeed-scan-'));
let failed = false;
try {
	report('source', await analyzePackage(process.cwd(), SOURCE_FILE_PATTERNS));

	execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], { stdio: 'inherit' });
	const { name, version } = JSON.parse(readFileSync('package.json', 'utf8'));
	const tarball = join(folder, `${name}-${version}.tgz`);
	execFileSync('tar', ['-xzf', tarball, '-C', folder]);
	report('tarball', await analyzePackage(join(folder, 'package')));

	const { size } = statSync(tarball);
	const fits = size <= PACKED_LIMIT_BYTES;
	console.log(`${fits ? 'ok' : 'FAILED'}: packed ${(size / 1000).toFixed(1)} kB of at most ${PACKED_LIMIT_BYTES / 1000} kB`);
	failed ||= !fits;
} finally {
	rmSync(folder, { recursive: true, force: true });
}
process.exit(failed ? 1 : 0);

function report(what, { passed, message, details }) {
	console.log(passed ? `ok: no finding in the ${what}` : `FAILED: ${what}: ${message}\n${details ?? ''}`);
	failed ||= !passed;
}
