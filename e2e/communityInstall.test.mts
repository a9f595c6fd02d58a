import { rm } from 'node:fs/promises';
import { createCredential } from './n8n/credentials.mts';
import { CREDENTIAL_TYPE, loadExample, NODE_TYPE, TRIGGER_TYPE } from './n8n/example.mts';
import { downloadBinary, failureOf, outputOf, waitForExecution } from './n8n/executions.mts';
import { signIn } from './n8n/owner.mts';
import { packNode } from './n8n/packNode.mts';
import { openSession, type Session } from './n8n/session.mts';
import { makeUserFolder, startN8n, type N8n } from './n8n/startN8n.mts';
import { testUnless } from './n8n/testUnless.mts';
import { importWorkflow, runWorkflow } from './n8n/workflows.mts';
import { startEmulator } from '../emulator/index.mts';
import { startNpmRegistry, type NpmRegistry } from './services/npmRegistry.mts';

const NAME = 'n8n-nodes-wavespeedai';

interface InstalledPackage {
	packageName: string;
	installedNodes: Array<{ name: string; type: string }>;
}

describe('Settings → Community Nodes → Install', () => {
	let registry: NpmRegistry | { missing: string } = { missing: 'Not started.' };
	let n8n: N8n;
	let session: Session;
	let userFolder: string;
	const test = testUnless(() => ('missing' in registry ? registry.missing : ''));

	beforeAll(async () => {
		userFolder = await makeUserFolder();
		registry = await startNpmRegistry(await packNode(userFolder));
		if ('missing' in registry) {
			process.stderr.write(`The installation by n8n itself is not run. ${registry.missing}\n`);
			return;
		}
		n8n = await startN8n({ userFolder, env: registry.env });
		session = openSession(n8n.url);
		await signIn(session);
	});
	afterAll(async () => {
		await n8n?.stop();
		if ('close' in registry) await registry.close();
		if (userFolder) await rm(userFolder, { recursive: true, force: true });
	});

	test('n8n downloads the package, loads its nodes, and lists it', async () => {
		const installed = await session.request<InstalledPackage>('POST', '/community-packages', {
			name: NAME,
		});
		expect(installed.installedNodes.map(({ type }) => type).sort()).toEqual([
			NODE_TYPE,
			TRIGGER_TYPE,
		]);
		const asked = (registry as NpmRegistry).asked;
		expect(asked.some((path) => path.endsWith('.tgz'))).toBe(true);
		const listed = await session.request<InstalledPackage[]>('GET', '/community-packages');
		expect(listed.map(({ packageName }) => packageName)).toEqual([NAME]);
	});

	test('and it makes a video at once, without a restart', async () => {
		const emulator = await startEmulator({ generationTimeMs: 100 });
		try {
			const credential = await createCredential(session, {
				name: 'Emulator',
				type: CREDENTIAL_TYPE,
				data: { apiKey: 'any', baseUrl: emulator.url },
			});
			const workflow = await loadExample('submit-then-get-result', credential);
			const saved = await importWorkflow(session, workflow);
			const execution = await waitForExecution(session, await runWorkflow(session, saved));
			expect(failureOf(execution)).toBeUndefined();
			const [row] = outputOf(execution, 'Get Result');
			const served = await emulator.outputBytesOf(String(row?.json.id));
			expect((await downloadBinary(session, row!)).equals(served)).toBe(true);
		} finally {
			await emulator.close();
		}
	});

	test('and it can be removed again', async () => {
		await session.request('DELETE', `/community-packages?name=${NAME}`);
		expect(await session.request('GET', '/community-packages')).toEqual([]);
	});
});
