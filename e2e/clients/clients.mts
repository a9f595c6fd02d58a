/**
 * The vendor's own clients as judges of the emulator: whatever they can do must work on it, nothing
 * they send is rejected, and they accept what they get. `npm run test:clients`, or with words of their
 * names for some of them.
 * Not part of CI: a registry need not have them, and nothing else depends on them.
 */
import { openClientSetup } from './clientSetup.mts';
import { cli } from './cli.mts';
import { installClients, type InstalledClients } from './installClients.mts';
import { judge, type Verdict } from './judge.mts';
import { mcp } from './mcp.mts';
import { oldSdk } from './oldSdk.mts';
import { sdk } from './sdk.mts';
import { asRoutes, asTable } from './table.mts';

const say = (text: string) => console.log(text);
const wanted = process.argv.slice(2);
const isWanted = (name: string) =>
	wanted.length === 0 || wanted.some((word) => name.includes(word));

const installed = await installOrSkip();
const setup = await openClientSetup(installed);
const verdicts: Verdict[] = [];
try {
	for (const open of [sdk, oldSdk, cli, mcp]) {
		const client = await open(setup);
		try {
			for (const call of isWanted(client.name) ? client.calls : []) {
				const verdict = await judge(client.name, call, setup);
				verdicts.push(verdict);
				process.stderr.write(verdict.ok ? '.' : 'F');
			}
		} finally {
			await client.close?.();
		}
	}
} finally {
	await setup.close();
}
say(`\n\n${asTable(verdicts)}\n\nWhat they asked for:\n${asRoutes(verdicts)}`);
const failed = verdicts.filter(({ ok }) => !ok).length;
say(`\n${verdicts.length - failed} of ${verdicts.length} calls work on the emulator.`);
process.exit(verdicts.length > 0 && failed === 0 ? 0 : 1);

async function installOrSkip(): Promise<InstalledClients> {
	try {
		return await installClients();
	} catch (error) {
		const { message } = error as Error;
		// A lock file that does not fit, or a package that is not what it was, is no lack of a registry.
		if (/code (EUSAGE|EINTEGRITY)/.test(message)) throw error;
		const why = /npm error code (\S+)/.exec(message)?.[1] ?? 'npm failed';
		say(`Skipped: the vendor's clients cannot be installed here (${why}).`);
		process.exit(0);
	}
}
