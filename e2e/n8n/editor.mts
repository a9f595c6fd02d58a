import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { OWNER } from './owner.mts';

/** n8n's editor in a browser without a window. */
export interface Editor {
	/** For everything not offered here. */
	page: Page;
	/** Shows a workflow's canvas. */
	openWorkflow(workflowId: string): Promise<void>;
	/** Opens a node's panel by double-click on the canvas. */
	openNode(name: string): Promise<void>;
	/** Saves what is seen as a PNG. */
	screenshot(file: string): Promise<void>;
	close(): Promise<void>;
}

export const CHROMIUM_VARIABLE = 'CHROMIUM_PATH';
const USUAL_PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const VIEWPORT = { width: 1440, height: 1000 };
/** Without these a browser as root does not start, and every start looks up its maker's hosts. */
const FLAGS = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
];

/** A browser's path, or the sentence that says why there is none. */
export function findChromium(
	env: NodeJS.ProcessEnv = process.env,
): { file: string } | { missing: string } {
	const chosen = env[CHROMIUM_VARIABLE];
	const file = (chosen ? [chosen] : USUAL_PLACES).find((candidate) => existsSync(candidate));
	if (file) return { file };
	const where = chosen ?? USUAL_PLACES.join(', ');
	return { missing: `No Chromium at ${where}. Set ${CHROMIUM_VARIABLE} to one to see the editor.` };
}

/**
 * Signs in to the editor as the owner.
 *
 * @param url of n8n, whose owner exists already
 * @param chromiumFile from `findChromium`
 * @param scrollbars whether they take room, as they do on most desktops; playwright hides them
 */
export async function openEditor(
	url: string,
	chromiumFile: string,
	{ scrollbars = false }: { scrollbars?: boolean } = {},
): Promise<Editor> {
	const profile = await mkdtemp(path.join(tmpdir(), 'wavespeed-chromium-'));
	const context = await chromium.launchPersistentContext(profile, {
		executablePath: chromiumFile,
		headless: true,
		args: FLAGS,
		...(scrollbars && { ignoreDefaultArgs: ['--hide-scrollbars'] }),
		viewport: VIEWPORT,
	});
	const close = async () => {
		await context.close();
		await rm(profile, { recursive: true, force: true });
	};
	try {
		const page = context.pages()[0] ?? (await context.newPage());
		await page.goto(`${url}/signin`);
		await page.fill('input[name="emailOrLdapLoginId"]', OWNER.email);
		await page.fill('input[name="password"]', OWNER.password);
		await page.click('[data-test-id="form-submit-button"]');
		await page.waitForURL((address) => !address.pathname.startsWith('/signin'));
		return {
			page,
			async openWorkflow(workflowId) {
				await page.goto(`${url}/workflow/${workflowId}`);
				await page.waitForSelector('[data-node-name]');
			},
			async openNode(name) {
				await page.dblclick(`[data-node-name="${name}"]`);
				await page.waitForSelector('[data-test-id="ndv"]');
			},
			screenshot: async (file) => void (await page.screenshot({ path: file })),
			close,
		};
	} catch (error) {
		await close();
		throw error;
	}
}
