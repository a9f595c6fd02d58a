import { failureOf, jsonOf, waitForExecution, type Execution } from './n8n/executions.mts';
import { nodeOf } from './n8n/example.mts';
import { openN8nWithEmulator, type N8nWithEmulator } from './n8n/n8nWithEmulator.mts';
import { importWorkflow, runWorkflow, type Workflow } from './n8n/workflows.mts';
import { chooseCredentials } from './services/chooseCredentials.mts';
import { startMailServer, type MailServer } from './services/mailServer.mts';
import { openPostgres, type Postgres } from './services/postgres.mts';
import { startSftpServer, type SftpServer } from './services/sftpServer.mts';
import { testUnless } from './n8n/testUnless.mts';

const PRODUCTS = [
	['A-1', 'A teapot on linen'],
	['A-2', 'A lamp [fail]'],
	['A-3', "A chair, the carpenter's own"],
];

describe('bulk-with-price-limit', () => {
	let setup: N8nWithEmulator;
	let mail: MailServer;
	let sftp: SftpServer;
	let postgres: Postgres | { missing: string };
	const missing = () => ('missing' in postgres ? postgres.missing : '');
	const test = testUnless(missing);

	beforeAll(async () => {
		postgres = await openPostgres();
		if ('missing' in postgres) {
			process.stderr.write(`The example with Postgres is not run. ${postgres.missing}\n`);
			return;
		}
		await postgres.query('CREATE TABLE products (sku text PRIMARY KEY, prompt text)');
		for (const product of PRODUCTS)
			await postgres.query('INSERT INTO products VALUES ($1, $2)', product);
		setup = await openN8nWithEmulator({ generationTimeMs: 100 });
		mail = await startMailServer();
		sftp = await startSftpServer();
	});
	beforeEach(() => {
		mail?.mails.splice(0);
		sftp?.files.clear();
	});
	afterAll(async () => {
		await sftp?.close();
		await mail?.close();
		await setup?.close();
		if ('remove' in postgres) await postgres.remove();
	});

	const prepared = async (): Promise<Workflow> => {
		const workflow = await setup.example('bulk-with-price-limit');
		const { credential } = postgres as Postgres;
		await chooseCredentials(setup.session, workflow, [
			credential,
			mail.credential,
			sftp.credential,
		]);
		return workflow;
	};
	const run = async (workflow: Workflow): Promise<Execution> => {
		const saved = await importWorkflow(setup.session, workflow);
		return await waitForExecution(setup.session, await runWorkflow(setup.session, saved));
	};
	const reportOf = (index = 0) => {
		const [attachment] = mail.mails[index]?.attachments ?? [];
		expect(attachment?.filename).toBe('report.csv');
		return String(attachment?.content).replace(/^\uFEFF/, '');
	};

	test('uploads each picture byte for byte and mails a line for every product', async () => {
		const before = setup.emulator.predictions.length;
		const execution = await run(await prepared());
		expect(failureOf(execution)).toBeUndefined();
		expect(setup.emulator.predictions.length - before).toBe(3);
		expect([...sftp.files.keys()].sort()).toEqual(['/upload/A-1.png', '/upload/A-3.png']);
		for (const { id, input } of setup.emulator.predictions.slice(before)) {
			const [sku] = PRODUCTS.find(([, prompt]) => prompt === input.prompt) ?? [];
			if (sku === 'A-2') continue;
			const served = await setup.emulator.outputBytesOf(id);
			expect(sftp.files.get(`/upload/${sku}.png`)?.equals(served)).toBe(true);
		}
		expect(mail.mails).toMatchObject([
			{ to: 'you@example.com', text: expect.stringContaining('3 products') },
		]);
		const report = reportOf();
		expect(report.split('\n')[0]).toContain('sku,result,price_usd,url,reason');
		expect(report).toMatch(/A-1,uploaded,0\.005,http/);
		expect(report).toMatch(/A-2,not made,,,.*failed/);
		expect(report).toMatch(/A-3,uploaded,0\.005,http/);
	});

	test('a folder that is not there costs no picture: the report has their addresses', async () => {
		const workflow = await prepared();
		nodeOf(workflow, 'Upload').parameters.path = '=/elsewhere/{{ $json.id }}.png';
		const execution = await run(workflow);
		expect(failureOf(execution)).toBeUndefined();
		expect(sftp.files.size).toBe(0);
		expect(reportOf()).toMatch(/A-1,"?made, not uploaded"?,0\.005,http/);
	});

	test('over the limit nothing is submitted, and the report says what it would have cost', async () => {
		const workflow = await prepared();
		const node = nodeOf(workflow, 'Generate Pictures');
		node.parameters.options = { maxPricePerRun: 0.01 };
		const before = setup.emulator.predictions.length;
		const execution = await run(workflow);
		expect(failureOf(execution)).toBeUndefined();
		expect(setup.emulator.predictions.length - before).toBe(0);
		expect(jsonOf(execution, 'Not Made')).toHaveLength(3);
		expect(reportOf()).toMatch(/A-1,not made,.*allows \$0\.01/);
	});
});
