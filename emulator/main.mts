import { parseArgs } from 'node:util';
import { startEmulator, type EmulatorOptions } from './index.mts';

const HELP = `
A stand-in for the WaveSpeedAI API on this machine: no account, no key, no cost.

Usage: npm run emulator -- [options]

  --port <number>             port of the API (default 8787)
  --outputs-port <number>     port the outputs are downloaded from (default 8788)
  --generation-time <seconds> how long a prediction takes (default 5)
  --api-key <key>             accept this key only (default: any)
  --balance <usd>             what the account holds (default 10000)
  --help                      this text

In n8n: open the WaveSpeed API credential, enter the address printed below as Base URL and
anything as API Key.

Words in a prompt steer what becomes of it:
  [fail]   the prediction fails
  [nsfw]   it is completed and flagged as not safe for work
  [slow]   it takes ten times as long

Videos are real MP4 files of the size and length asked for: a test pattern in the colours of the
prompt and the seed. Nothing but models of the emulator's own small catalogue can be run; prices
are worked out by the real models' formulas. Addresses given as input are not opened.
`.trim();

class UsageError extends Error {}

function numberOf(value: string | undefined, option: string): number | undefined {
	if (value === undefined) return undefined;
	const number = Number(value);
	if (value.trim() === '' || !Number.isFinite(number) || number < 0)
		throw new UsageError(`--${option} takes a number of 0 or more, not "${value}"`);
	return number;
}

function readOptions(args: string[]): EmulatorOptions | 'help' {
	const { values } = parseArgs({
		args,
		options: {
			port: { type: 'string' },
			'outputs-port': { type: 'string' },
			'generation-time': { type: 'string' },
			'api-key': { type: 'string' },
			balance: { type: 'string' },
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
		...(apiKey === undefined ? {} : { apiKey }),
	};
}

async function main(): Promise<void> {
	const options = readOptions(process.argv.slice(2));
	if (options === 'help') return console.log(HELP);
	const emulator = await startEmulator({
		...options,
		// Method, path and status only: never a header, so never the key.
		onRequest: ({ host, method, path, status }) =>
			console.log(`${host.padEnd(7)} ${status} ${method} ${path}`),
	});
	console.log(`API      ${emulator.url}`);
	console.log(`Outputs  ${emulator.outputsUrl}`);
	console.log(
		`In n8n, enter ${emulator.url} as Base URL of the WaveSpeed API credential${options.apiKey === undefined ? ' and anything as API Key' : ''}. Ctrl+C ends the emulator.`,
	);
	for (const signal of ['SIGINT', 'SIGTERM'] as const)
		process.once(signal, () => void emulator.close());
}

main().catch((error: NodeJS.ErrnoException) => {
	const isUsage = error instanceof UsageError || error.code?.startsWith('ERR_PARSE_ARGS');
	console.error(isUsage ? `${error.message}\nSee --help.` : error.message);
	process.exitCode = 1;
});
