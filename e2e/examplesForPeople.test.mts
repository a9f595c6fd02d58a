import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { nodeOf } from './n8n/example.mts';
import {
	failureOf,
	jsonOf,
	readExecution,
	waitForExecution,
	type Execution,
} from './n8n/executions.mts';
import { openN8nWithEmulator, type N8nWithEmulator } from './n8n/n8nWithEmulator.mts';
import {
	activateWorkflow,
	importWorkflow,
	runWorkflow,
	type SavedWorkflow,
	type Workflow,
} from './n8n/workflows.mts';
import { chooseCredentials, headerCredential } from './services/chooseCredentials.mts';
import { startMailServer, type MailServer } from './services/mailServer.mts';
import { startWebReceiver, type WebReceiver } from './services/webReceiver.mts';

/** n8n takes callers without a browser's name for previews and answers them with an empty page. */
const BROWSER = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/145.0' };
/** A file as the form's last page hands it to the browser. */
interface HandedOverFile {
	type: string;
	fileName: string;
	data: { data: number[] };
}

const PICTURE = Buffer.from(
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
	'base64',
);

describe('examples in which people ask and answer', () => {
	let setup: N8nWithEmulator;
	let mail: MailServer;
	let service: WebReceiver;
	beforeEach(async () => {
		setup = await openN8nWithEmulator({ generationTimeMs: 100 });
		mail = await startMailServer();
		service = await startWebReceiver(() => ({ json: { ok: true, result: true } }));
	});
	afterEach(async () => {
		await service?.close();
		await mail?.close();
		await setup?.close();
	});

	const published = async (workflow: Workflow): Promise<SavedWorkflow> => {
		// Every copy of an example that is imported in the editor gets addresses of its own.
		for (const node of workflow.nodes) if (node.webhookId) node.webhookId = randomUUID();
		const saved = await importWorkflow(setup.session, workflow);
		await activateWorkflow(setup.session, saved);
		return saved;
	};
	const until = async <T,>(look: () => Promise<T | undefined> | T | undefined): Promise<T> => {
		for (;;) {
			const found = await look();
			if (found !== undefined) return found;
			await delay(100);
		}
	};

	describe('form-with-picture', () => {
		let address: string;
		beforeEach(async () => {
			const workflow = await setup.example('form-with-picture');
			await published(workflow);
			address = `${setup.session.url}/form/${nodeOf(workflow, 'Form').webhookId}`;
			await until(async () => ((await fetch(address)).status === 200 ? true : undefined));
		});

		/** Fills in the form, and opens the page that waits for the answer. */
		const submit = async (movement: string): Promise<string> => {
			const form = new FormData();
			form.set('field-0', new Blob([new Uint8Array(PICTURE)], { type: 'image/png' }), 'cat.png');
			form.set('field-1', movement);
			const answer = await fetch(address, { method: 'POST', body: form, headers: BROWSER });
			const { formWaitingUrl } = (await answer.json()) as { formWaitingUrl: string };
			return await until(async () => {
				const status = await (
					await fetch(`${formWaitingUrl.replace(/\?/, '/n8n-execution-status?')}`)
				).text();
				if (!/form-waiting|success|error|null|crashed/.test(status)) return undefined;
				return await (await fetch(formWaitingUrl, { headers: BROWSER })).text();
			});
		};

		test('answers the picture with the video made of it', async () => {
			const page = await submit('The cat blinks');
			const [prediction] = setup.emulator.predictions;
			expect(prediction).toMatchObject({
				model: 'bytedance/seedance-2.5/image-to-video',
				input: { prompt: 'The cat blinks', duration: 4 },
			});
			const uploaded = await fetch(String(prediction?.input.image));
			expect(Buffer.from(await uploaded.arrayBuffer()).equals(PICTURE)).toBe(true);
			expect(page).toMatch(/Your video is ready/);
			const [, encoded = '[]'] = /decodeURIComponent\("([^"]*)"\)/.exec(page) ?? [];
			const [file] = JSON.parse(decodeURIComponent(encoded)) as HandedOverFile[];
			expect(file?.type).toBe('video/mp4');
			const served = await setup.emulator.outputBytesOf(prediction?.id ?? '');
			expect(Buffer.from(file?.data.data ?? []).equals(served)).toBe(true);
		});

		test('says on the page what went wrong', async () => {
			const page = await submit('A storm [fail]');
			expect(page).toContain('No video this time');
			expect(page).toContain(setup.emulator.predictions[0]?.id);
		});
	});

	describe('telegram-bot', () => {
		const BOT = 'bot123456:loopback';
		const message = (text: string) => ({ update_id: 1, message: { text, chat: { id: 4711 } } });

		/** Publishes the workflow; n8n tells the stand-in for Telegram where messages go. */
		const listening = async (): Promise<(text: string) => Promise<number>> => {
			const workflow = await setup.example('telegram-bot');
			await chooseCredentials(setup.session, workflow, [
				{
					name: 'Stand-in for Telegram',
					type: 'telegramApi',
					data: { accessToken: BOT.slice(3), baseUrl: service.url },
				},
			]);
			await published(workflow);
			const registration = await until(() =>
				service.requests.find(({ path }) => path === `/${BOT}/setWebhook`),
			);
			const { url, secret_token: secret } = JSON.parse(String(registration.body)) as {
				url: string;
				secret_token: string;
			};
			return async (text) =>
				await until(async () => {
					const { status } = await fetch(url, {
						method: 'POST',
						headers: {
							'content-type': 'application/json',
							'x-telegram-bot-api-secret-token': secret,
						},
						body: JSON.stringify(message(text)),
					});
					return status === 404 ? undefined : status;
				});
		};
		const called = async (method: string) =>
			await until(() => service.requests.find(({ path }) => path === `/${BOT}/${method}`));

		test('takes a message and sends the very video to its chat', async () => {
			const say = await listening();
			expect(await say('A red kite over a beach')).toBe(200);
			const { texts, files } = await (await called('sendVideo')).form();
			expect(texts).toMatchObject({ chat_id: '4711', caption: 'A red kite over a beach' });
			const [prediction] = setup.emulator.predictions;
			const served = await setup.emulator.outputBytesOf(prediction?.id ?? '');
			expect(files.video).toMatchObject({ type: 'video/mp4' });
			expect(files.video?.bytes.equals(served)).toBe(true);
		});

		test('tells the chat what went wrong', async () => {
			const say = await listening();
			await say('A storm [fail]');
			const answer = JSON.parse(String((await called('sendMessage')).body)) as object;
			expect(answer).toMatchObject({
				chat_id: 4711,
				text: expect.stringContaining(setup.emulator.predictions[0]?.id ?? 'no prediction'),
			});
		});
	});

	describe('approval-before-publishing', () => {
		const asked = async (): Promise<{ id: string; buttons: string[] }> => {
			const workflow = await setup.example('approval-before-publishing');
			await chooseCredentials(setup.session, workflow, [
				mail.credential,
				headerCredential('key-of-the-service'),
			]);
			nodeOf(workflow, 'Publish').parameters.url = `${service.url}/api/posts`;
			const saved = await importWorkflow(setup.session, workflow);
			const id = await runWorkflow(setup.session, saved);
			const [letter] = await until(() => (mail.mails.length > 0 ? mail.mails : undefined));
			const { outputs } = jsonOf(await waitForExecution(setup.session, id), 'Generate Video')[0]!;
			expect(letter?.html).toContain((outputs as string[])[0]);
			const links = [...(letter?.html ?? '').matchAll(/href="([^"]*webhook-waiting[^"]*)"/g)];
			return { id, buttons: links.map(([, link]) => String(link).replaceAll('&amp;', '&')) };
		};
		const pressed = async (id: string, button?: string): Promise<Execution> => {
			// The answer is taken as soon as the execution is stored as waiting.
			await until(async () =>
				(await readExecution(setup.session, id)).status === 'waiting' ? true : undefined,
			);
			expect((await fetch(String(button), { headers: BROWSER })).status).toBe(200);
			return await until(async () => {
				const execution = await readExecution(setup.session, id);
				return ['waiting', 'running', 'new'].includes(execution.status) ? undefined : execution;
			});
		};

		test('publishes the very video when the mail is answered with yes, and pays once', async () => {
			const { id, buttons } = await asked();
			expect(buttons).toHaveLength(2);
			const execution = await pressed(
				id,
				buttons.find((link) => link.includes('approved=true')),
			);
			expect(failureOf(execution)).toBeUndefined();
			const [post] = service.requests;
			expect(post?.headers['x-api-key']).toBe('key-of-the-service');
			const { texts, files } = await post!.form();
			expect(texts).toEqual({ caption: 'Dahlias of today' });
			const [prediction] = setup.emulator.predictions;
			const served = await setup.emulator.outputBytesOf(prediction?.id ?? '');
			expect(files.video?.bytes.equals(served)).toBe(true);
			expect(files.video?.type).toBe('video/mp4');
			expect(setup.emulator.predictions).toHaveLength(1);
		});

		test('publishes nothing when the answer is no', async () => {
			const { id, buttons } = await asked();
			const execution = await pressed(
				id,
				buttons.find((link) => link.includes('approved=false')),
			);
			expect(failureOf(execution)).toBeUndefined();
			expect(jsonOf(execution, 'Thrown Away')).toHaveLength(1);
			expect(service.requests).toHaveLength(0);
		});
	});
});
