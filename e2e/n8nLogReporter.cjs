const { readFileSync } = require('node:fs');

const TAIL_CHARACTERS = 8_000;

/** Shows what n8n had to say when a test failed: the reason is often there and nowhere else. */
module.exports = class N8nLogReporter {
	onRunComplete(_contexts, results) {
		const logFile = process.env.E2E_N8N_LOG;
		const failed = results.numFailedTests > 0 || results.numFailedTestSuites > 0;
		if (!failed || !logFile) return;
		const tail = readFileSync(logFile, 'utf8').slice(-TAIL_CHARACTERS);
		process.stderr.write(`\nThe end of n8n's log (all of it: reports/e2e-n8n.log):\n${tail}\n`);
	}
};
