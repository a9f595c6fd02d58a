/**
 * Loaded into n8n before its own code: notes how long its event loop is held, in processor time of its
 * main thread. Unlike an unanswered ping that does not grow when something else takes the machine.
 *
 * Appends a line `<ms since 1970> <ms held>` for every hold to `<BENCH_HOLDS_FILE>.<process id>`.
 */
const { appendFile } = require('node:fs');

const file = process.env.BENCH_HOLDS_FILE;
const LOOK_EVERY_MS = 5;
const WORTH_NOTING_MS = 20;
const WRITE_EVERY_MS = 500;
let noted = '';

if (file && process.threadCpuUsage) {
	let before = process.threadCpuUsage();
	setInterval(() => {
		const now = process.threadCpuUsage();
		const held = (now.user + now.system - before.user - before.system) / 1_000;
		before = now;
		if (held >= WORTH_NOTING_MS) noted += `${Date.now()} ${held.toFixed(1)}\n`;
	}, LOOK_EVERY_MS).unref();
	setInterval(() => {
		if (noted === '') return;
		appendFile(`${file}.${process.pid}`, noted, () => undefined);
		noted = '';
	}, WRITE_EVERY_MS).unref();
}
