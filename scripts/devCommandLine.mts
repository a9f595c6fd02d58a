import { parseArgs } from 'node:util';
import { UsageError } from '../emulator/commandLine.mts';

/** With the next two, for the emulator: the last port there is leaves them no room. */
const LAST_PORT = 65_533;
/** Those above 1023 that `fetch` and browsers refuse (fetch.spec.whatwg.org, “bad port”). */
const BLOCKED: ReadonlySet<number> = new Set([
	1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669,
	6679, 6697, 10080,
]);
const OPTIONS = {
	port: { type: 'string', default: '5690' },
	help: { type: 'boolean', short: 'h' },
} as const;

export const HELP = `
An n8n on this machine that loads the node of this folder again whenever a file changes,
beside an emulator of the WaveSpeedAI API. Ctrl+C ends both.

Usage: npm run dev -- [options]

  --port <number>  port of n8n; the emulator takes the next two (default ${OPTIONS.port.default})
  --help           this text
`.trim();

/**
 * Reads the words behind `npm run dev --`.
 * @throws UsageError for an option it does not have, and for a port that is none
 */
export function readOptions(args: string[]): { port: number } | 'help' {
	const { values, tokens } = parseArgs({
		args,
		options: OPTIONS,
		strict: false,
		tokens: true,
	});
	for (const token of tokens) {
		if (token.kind === 'positional') throw unknown(token.value);
		if (token.kind === 'option' && !Object.hasOwn(OPTIONS, token.name))
			throw unknown(token.rawName);
	}
	if (values.help) return 'help';
	// Without a number behind it, it is `true`, which would be 1.
	const port = typeof values.port === 'string' ? Number(values.port) : NaN;
	if (Number.isInteger(port) && port >= 1 && port <= LAST_PORT) {
		const blocked = [port, port + 1, port + 2].find((one) => BLOCKED.has(one));
		if (blocked === undefined) return { port };
		throw new UsageError(
			`Browsers open no page at port ${blocked}, which is kept for something else. Take another --port, such as 5900.`,
		);
	}
	throw new UsageError(`--port takes a number from 1 to ${LAST_PORT}; see npm run dev -- --help.`);
}

function unknown(word: string): UsageError {
	return new UsageError(`npm run dev does not know "${word}"; see npm run dev -- --help.`);
}
