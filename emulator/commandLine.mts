import { parseArgs } from 'node:util';
import { CANNOT_IMITATE } from './limits.mts';
import type { EmulatorOptions } from './options.mts';
import { listQuirks, readQuirk } from './readQuirk.mts';

export const HELP = `
A stand-in for the WaveSpeedAI API on this machine: no account, no key, no cost.

Usage: npm run emulator -- [options]

  --port <number>             port of the API (default 8787)
  --outputs-port <number>     port the outputs are downloaded from (default 8788)
  --generation-time <seconds> how long a prediction takes (default 5)
  --api-key <key>             accept this key only (default: any)
  --balance <usd>             what the account holds (default 10000)
  --without <model>           leave a model out, as if it had been withdrawn; can be repeated,
                              and openai/sora-2* means all that begin so
  --quirk <name=value>        a habit that differs from the usual one; can be repeated
  --help                      this text

In n8n: open the WaveSpeed API credential, enter the Base URL and the API Key printed at the start.

Words in a prompt steer what becomes of it:
  [fail]      the prediction fails, and its price is paid back
  [nsfw]      it is completed and flagged as not safe for work
  [sensitive] it is refused at once, and nothing is charged
  [slow]      it takes ten times as long

Quirks, the usual value first (docs/emulator.md says what each does and where it was seen):
${listQuirks()
	.map((line) => `  ${line}`)
	.join('\n')}

It cannot imitate
${CANNOT_IMITATE.map((limit) => `  - ${limit}`).join('\n')}
`.trim();

/** Something on the command line that was not understood; its message is for the person who typed it. */
export class UsageError extends Error {}

function numberOf(value: string | undefined, option: string): number | undefined {
	if (value === undefined) return undefined;
	const number = Number(value);
	if (value.trim() === '' || !Number.isFinite(number) || number < 0)
		throw new UsageError(`--${option} takes a number of 0 or more, not "${value}"`);
	return number;
}

function quirkOf(text: string): EmulatorOptions['quirks'] {
	try {
		return readQuirk(text);
	} catch (error) {
		throw new UsageError((error as Error).message);
	}
}

/** @throws UsageError, and parseArgs' own errors for options that do not exist */
export function readOptions(args: string[]): EmulatorOptions | 'help' {
	const { values } = parseArgs({
		args,
		options: {
			port: { type: 'string' },
			'outputs-port': { type: 'string' },
			'generation-time': { type: 'string' },
			'api-key': { type: 'string' },
			balance: { type: 'string' },
			without: { type: 'string', multiple: true },
			quirk: { type: 'string', multiple: true },
			help: { type: 'boolean', short: 'h' },
		},
	});
	if (values.help) return 'help';
	const apiKey = values['api-key'];
	return {
		port: numberOf(values.port, 'port') ?? 8787,
		outputsPort: numberOf(values['outputs-port'], 'outputs-port') ?? 8788,
		generationTimeMs: (numberOf(values['generation-time'], 'generation-time') ?? 5) * 1000,
		balanceUsd: numberOf(values.balance, 'balance') ?? 10_000,
		without: values.without ?? [],
		quirks: Object.assign({}, ...(values.quirk ?? []).map(quirkOf)) as EmulatorOptions['quirks'],
		...(apiKey === undefined ? {} : { apiKey }),
	};
}
