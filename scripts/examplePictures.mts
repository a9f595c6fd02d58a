/**
 * Draws the canvas of every example in the real editor into docs/images/examples, and notes what it has
 * drawn in canvases.json there: `npm run examples:pictures`, or with names for some of them.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { NewCredential } from '../e2e/n8n/credentials.mts';
import { loadExample } from '../e2e/n8n/example.mts';
import { importWorkflow } from '../e2e/n8n/workflows.mts';
import { chooseCredentials } from '../e2e/services/chooseCredentials.mts';
import { canvasFingerprint } from './canvasFingerprint.mts';
import { REPOSITORY, withEditor, type Studio } from './withEditor.mts';

const PICTURES = path.join(REPOSITORY, 'docs/images/examples');
const FINGERPRINTS = path.join(PICTURES, 'canvases.json');

/** Without a credential of each kind n8n would mark the nodes as not ready. */
const CREDENTIALS: NewCredential[] = [
	['smtp', { host: 'mail.example.com', port: 465, user: '', password: '' }],
	['sftp', { host: 'files.example.com', port: 22, username: 'creator', password: '' }],
	['httpHeaderAuth', { name: 'X-Api-Key', value: 'none' }],
	['openAiApi', { apiKey: 'none', url: 'http://127.0.0.1:1/v1', header: false }],
	['postgres', { host: 'db.example.com', database: 'shop', user: 'n8n', password: '', port: 5432 }],
	['s3', { endpoint: 'https://s3.example.com', accessKeyId: '', secretAccessKey: '' }],
	['telegramApi', { accessToken: 'none', baseUrl: 'http://127.0.0.1:1' }],
].map(([type, data]) => ({ name: `Example ${type as string}`, type, data }) as NewCredential);

/** Height of what the editor's tabs take of the canvas. */
const TABS_PX = 24;

/** Hides what belongs to the editor and not to the workflow. */
const CANVAS_ONLY = `
	[data-test-id="canvas-controls"], [data-test-id="canvas-plus-button"], .vue-flow__minimap,
	[data-test-id="canvas-chat-button"], [data-test-id="execute-workflow-button"],
	[data-test-id="logs-panel"], [data-test-id="node-creator-plus-button"], .vue-flow__panel,
	[class*="nodeButtonsWrapper"], [class*="executionButtons"], [class*="logsPanel"],
	[class*="ask-assistant"], [data-test-id="ask-assistant-floating-button"],
	[class*="setupCredentialsButtonWrapper"], [class*="chatPanel"] { display: none !important; }
`;

const wanted = process.argv.slice(2);
const names = readdirSync(path.join(REPOSITORY, 'examples'))
	.filter((file) => file.endsWith('.json'))
	.map((file) => path.basename(file, '.json'))
	.filter((name) => wanted.length === 0 || wanted.includes(name));

await withEditor(async (studio) => {
	mkdirSync(PICTURES, { recursive: true });
	for (const name of names) await draw(name, studio);
});

async function draw(name: string, { editor, session, credential }: Studio): Promise<void> {
	const workflow = await loadExample(name, credential);
	const fingerprint = canvasFingerprint(workflow as never);
	await chooseCredentials(session, workflow, CREDENTIALS);
	const { id } = await importWorkflow(session, workflow);
	const { page } = editor;
	await page.setViewportSize(viewportOf(workflow.nodes));
	await editor.openWorkflow(id);
	await page.addStyleTag({ content: CANVAS_ONLY });
	await page.keyboard.press('1');
	// The view glides to its place, and the icons come one by one.
	await page.waitForTimeout(2_500);
	const box = await page.locator('[data-test-id="canvas"]').first().boundingBox();
	if (!box) throw new Error(`The editor shows no canvas for ${name}`);
	// Above the workflow the editor's tabs reach into the canvas.
	await page.screenshot({
		path: path.join(PICTURES, `${name}.png`),
		clip: { ...box, y: box.y + TABS_PX, height: box.height - TABS_PX },
	});
	note(name, fingerprint);
	console.log(`Drew ${name}`);
}

/** A window in the shape of the workflow. */
function viewportOf(
	nodes: Array<{ position: [number, number]; parameters: Record<string, unknown> }>,
): { width: number; height: number } {
	const right = Math.max(...nodes.map((n) => n.position[0] + Number(n.parameters.width ?? 96)));
	const left = Math.min(...nodes.map((n) => n.position[0]));
	const bottom = Math.max(...nodes.map((n) => n.position[1] + Number(n.parameters.height ?? 140)));
	const top = Math.min(...nodes.map((n) => n.position[1]));
	const width = 1400;
	const height = Math.round(((bottom - top + 60) / (right - left + 160)) * (width - 60)) + 120;
	return { width, height: Math.min(1100, Math.max(520, height)) };
}

function note(name: string, fingerprint: string): void {
	let known: Record<string, string> = {};
	try {
		known = JSON.parse(readFileSync(FINGERPRINTS, 'utf8')) as Record<string, string>;
	} catch {
		// The first picture of all.
	}
	const all = Object.entries({ ...known, [name]: fingerprint }).sort(([one], [other]) =>
		one.localeCompare(other),
	);
	writeFileSync(FINGERPRINTS, `${JSON.stringify(Object.fromEntries(all), null, '\t')}\n`);
}
