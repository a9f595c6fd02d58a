import { readdirSync } from 'node:fs';
import path from 'node:path';
import { createCredential } from './n8n/credentials.mts';
import { CREDENTIAL_TYPE, loadExample, NODE_TYPE } from './n8n/example.mts';
import { failureOf, waitForExecution } from './n8n/executions.mts';
import { openN8nWithEmulator, type N8nWithEmulator } from './n8n/n8nWithEmulator.mts';
import { importWorkflow, runWorkflow, type Workflow } from './n8n/workflows.mts';

const EXAMPLES = readdirSync(path.resolve(import.meta.dirname, '../examples'))
	.filter((file) => file.endsWith('.json'))
	.map((file) => path.basename(file, '.json'));

describe('an example that is not set up yet says what to do', () => {
	let setup: N8nWithEmulator;
	beforeAll(async () => {
		setup = await openN8nWithEmulator({ generationTimeMs: 100 });
	});
	afterAll(async () => await setup?.close());

	const whyNot = async (workflow: Workflow): Promise<string | undefined> => {
		const saved = await importWorkflow(setup.session, workflow);
		let id: string;
		try {
			id = await runWorkflow(setup.session, saved);
		} catch (error) {
			// n8n looks at some of it before it starts.
			return (error as Error).message;
		}
		return failureOf(await waitForExecution(setup.session, id));
	};
	const withoutCredential = async (name: string): Promise<Workflow> => {
		const workflow = await setup.example(name);
		for (const node of workflow.nodes) delete node.credentials;
		return workflow;
	};

	test('without a credential: choose one', async () => {
		const reason = await whyNot(await withoutCredential('prompt-to-video'));
		expect(reason).toMatch(/credential/i);
		expect(setup.emulator.predictions).toHaveLength(0);
	});

	test('with a wrong key: which key is wrong and where the right one is', async () => {
		const credential = await createCredential(setup.session, {
			name: 'A wrong key',
			type: CREDENTIAL_TYPE,
			data: { apiKey: 'wrong', baseUrl: setup.emulator.url },
		});
		const reason = await whyNot(await loadExample('prompt-to-video', credential));
		expect(reason).toMatch(/key/i);
		expect(reason).toMatch(/wavespeed\.ai\/accesskey/);
		expect(reason).not.toContain('"wrong"');
	});

	test('without the folder it writes to: n8n says so, and the video is not paid for again', async () => {
		const workflow = await loadExample('prompt-to-video', setup.credential);
		const reason = await whyNot(workflow);
		expect(reason).toMatch(/does not exist|not writable|not allowed/);
		expect(setup.emulator.predictions).toHaveLength(1);
	});

	test.each(EXAMPLES)('%s: the note says where to choose the credential', async (name) => {
		const workflow = await loadExample(name, setup.credential);
		const notes = workflow.nodes
			.filter(({ type }) => type.endsWith('.stickyNote'))
			.map(({ parameters }) => String(parameters.content))
			.join('\n');
		expect(notes).toMatch(/[Cc]hoose .*credential/);
		// Every node that has to be opened is named as it is called on the canvas.
		const own = workflow.nodes.filter(({ type }) => type.startsWith(NODE_TYPE));
		if (own.length <= 2)
			for (const { name: node } of own)
				expect([notes.includes(`**${node}**`), notes.includes('WaveSpeedAI')]).toContain(true);
		for (const [, named] of notes.matchAll(/Open \*\*([^*]+)\*\*/g))
			expect(workflow.nodes.map((node) => node.name)).toContain(named);
	});
});
