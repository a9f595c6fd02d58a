import { HELP, readOptions, UsageError } from './commandLine.mts';
import { endWithNpm } from './endWithNpm.mts';
import { startEmulator, type Emulator, type EmulatorOptions } from './index.mts';
import { CANNOT_IMITATE } from './limits.mts';

function printStart({ url, outputsUrl }: Emulator, { apiKey, without }: EmulatorOptions): void {
	const key =
		apiKey === undefined ? 'any-key-will-do   (so does any other)' : 'the one given with --api-key';
	console.log(
		[
			`API      ${url}`,
			`Outputs  ${outputsUrl}`,
			...(without?.length ? [`Without  ${without.join(', ')}`] : []),
			'',
			'In n8n, make a credential of the type WaveSpeed API:',
			`  Base URL  ${url}`,
			`  API Key   ${key}`,
			'',
			'It cannot imitate',
			...CANNOT_IMITATE.map((limit) => `  - ${limit}`),
			'',
			'Ctrl+C ends it. Requests from here on:',
		].join('\n'),
	);
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
	// Whoever read the output may be gone before the last line of it.
	process.stdout.on('error', () => undefined);
	const end = (): void => void emulator.close();
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, end);
	endWithNpm(end);
	printStart(emulator, options);
}

main().catch((error: NodeJS.ErrnoException) => {
	const isUsage = error instanceof UsageError || error.code?.startsWith('ERR_PARSE_ARGS');
	console.error(isUsage ? `${error.message}\nSee --help.` : error.message);
	process.exitCode = 1;
});
