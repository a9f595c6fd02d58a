import { executeStep, fieldsOfTheForm, openListOfNodes, pickFromList } from './n8n/clicks.mts';
import { describeInEditor, field } from './n8n/describeInEditor.mts';
import { startAndNode } from './n8n/startAndNode.mts';
import { importWorkflow } from './n8n/workflows.mts';

const NODE = 'WaveSpeedAI';
const PROMPT = 'A lighthouse at dusk, waves breaking on the rocks';
const MODEL = 'bytedance/seedance-2.0/text-to-video';
const LATER_MODEL = 'google/veo3.1/text-to-video';
const STEP_MS = 60_000;
/** What newcomers type, and what the catalogue’s models do. */
const FOUND_BY = [
	'3d,ai video,animate,avatar,image,kling,lip sync,lipsync,music,runway,sora,talking head,tts,upscale,video,voice,wave speed',
	'background music,captions,clone voice,digital human,dubbing,face swap,flux,game assets,image to 3D,image to video',
	'lora,photo to video,product photos,remove background,seedance,sound effects,speech to text,subtitles,text to image',
	'text to music,text to speech,text to video,transcribe,veo,video generator,voiceover',
]
	.join()
	.split(',');
/** Words for things that other nodes have, too: found, but among theirs. */
const SHARED_WORDS = ['image'];
const FIRST = 5;

/** What is asked of a video element; the DOM's own types are not known here. */
interface Player {
	duration: number;
	error: unknown;
	readyState: number;
	addEventListener(event: string, listener: () => void, options: { once: boolean }): void;
}

const LEAVES_OUT = 'This model does not accept';

describeInEditor(
	'somebody works in the editor',
	{
		emulator: { generationTimeMs: 200 },
		stepMs: STEP_MS,
		pictures: 'editor',
	},
	(here) => {
		const behindAStart = (parameters: Record<string, unknown>) =>
			startAndNode('In the editor', { name: NODE, parameters, credential: here.setup.credential });
		const open = async (parameters: Record<string, unknown>) => {
			const workflow = await importWorkflow(here.setup.session, behindAStart(parameters));
			await here.editor.openWorkflow(workflow.id);
			await here.editor.openNode(NODE);
		};

		test.each(['wavespeed', 'generate video', 'text to video'])(
			'the node is found by “%s”, with all it can do',
			async (words) => {
				const workflow = await importWorkflow(here.setup.session, behindAStart({}));
				await here.editor.openWorkflow(workflow.id);
				const hint = here.page.getByText('Got it');
				await here.page.waitForSelector('[data-test-id="node-creator-plus-button"]');
				if (await hint.isVisible()) await hint.click();
				await here.page.click('[data-test-id="node-creator-plus-button"]');
				const creator = here.page.locator('[data-test-id="node-creator"]');
				await creator.locator('input').first().fill(words);
				await creator.getByText('WaveSpeedAI', { exact: true }).first().click();
				await creator.getByText(/^Actions \(\d+\)/).waitFor();
				for (const action of [
					'Generate video or other media',
					'Upload file',
					'Get many models',
					'Delete generations',
				]) {
					expect(await creator.getByText(action).count()).toBe(1);
				}
			},
		);

		test('whatever it makes is a word that finds it, described as what makes it', async () => {
			const workflow = await importWorkflow(here.setup.session, behindAStart({}));
			await here.editor.openWorkflow(workflow.id);
			await openListOfNodes(here.page);
			const creator = here.page.locator('[data-test-id="node-creator"]');
			const places: Record<string, number> = {};
			for (const words of FOUND_BY) {
				await creator.locator('input').first().fill('');
				await creator.getByText('WaveSpeedAI', { exact: true }).waitFor({ state: 'hidden' });
				await creator.locator('input').first().fill(words);
				const entries = creator.locator('[data-test-id="item-iterator-item"]');
				const entry = entries.filter({
					has: here.page.getByText('WaveSpeedAI', { exact: true }),
				});
				await entry.waitFor();
				const all = await entries.allInnerTexts();
				places[words] = all.findIndex((text) => text.startsWith('WaveSpeedAI')) + 1;
				expect([words, await entry.innerText()]).toEqual([
					words,
					expect.stringContaining('Generate video, images, speech, music and 3D'),
				]);
			}
			await here.screenshot('found');
			const far = Object.entries(places).filter(([, place]) => place < 1 || place > FIRST);
			expect(far.filter(([words]) => !SHARED_WORDS.includes(words))).toEqual([]);
		});

		test.each([
			[{}, 'minimax-h3 · text-to-video'],
			[{ model: { __rl: true, mode: 'list', value: MODEL } }, 'seedance-2.0 · text-to-video'],
			[{ resource: 'account', operation: 'getBalance' }, 'get balance: account'],
		])('on the canvas the node with %j says %s', async (parameters, says) => {
			const workflow = await importWorkflow(here.setup.session, behindAStart(parameters));
			await here.editor.openWorkflow(workflow.id);
			await here.page
				.locator(`[data-node-name="${NODE}"]`)
				.getByText(says, { exact: true })
				.waitFor();
		});

		test('a new node shows the default model’s form, and nothing in red', async () => {
			await open({});
			await here.page.waitForSelector(field('duration'));
			expect(await fieldsOfTheForm(here.page)).toEqual([
				'aspect_ratio',
				'resolution',
				'duration',
				'seed',
			]);
			expect(await here.page.locator('[data-test-id="parameter-issues"]').count()).toBe(0);
			await here.screenshot('new');
		});

		test('another model brings its own form; what is filled in is sent, and the video plays', async () => {
			await open({ prompt: PROMPT });
			await here.page.waitForSelector(field('seed'));
			await pickFromList(here.page, 'seedance text', /Seedance 2\.0 Text to Video · from \$/);
			await here.page.waitForSelector(field('generate_audio'));
			const fields = await fieldsOfTheForm(here.page);
			expect(fields).toEqual(expect.arrayContaining(['aspect_ratio', 'resolution', 'duration']));
			expect(fields).not.toContain('seed');

			await here.page.click(field('resolution'));
			await here.page.getByRole('option', { name: '480p' }).click();
			await here.page.locator(`${field('duration')} input`).fill('6');
			await here.screenshot('filled');
			await executeStep(here.page);
			const [submission] = here.setup.emulator.requestsTo({
				method: 'POST',
				path: `/api/v3/${MODEL}`,
			});
			expect(submission?.body).toEqual({ prompt: PROMPT, resolution: '480p', duration: 6 });

			await here.page.click('[data-test-id="ndv-view-binary-data"]');
			const video = here.page.locator('video');
			await video.waitFor();
			await expect(
				video.evaluate(
					async (element) =>
						await new Promise((resolve) => {
							const player = element as unknown as Player;
							const tell = () => resolve([Math.round(player.duration), player.error]);
							if (player.readyState > 0) tell();
							else player.addEventListener('loadedmetadata', tell, { once: true });
						}),
				),
			).resolves.toEqual([6, null]);
			await here.screenshot('result');
		});

		test('a model chosen later takes over what fits it, an expression as it was typed', async () => {
			await open({
				prompt: PROMPT,
				model: { __rl: true, mode: 'list', value: MODEL },
				inputFields: {
					mappingMode: 'defineBelow',
					value: {
						aspect_ratio: '={{ "9:" + 16 }}',
						reference_images: 'https://pictures.example/boat.png',
						resolution: '480p',
						duration: 5,
					},
				},
			});
			await here.page.waitForSelector(field('duration'));
			await here.page.locator(`${field('duration')} input`).fill('6');
			await pickFromList(here.page, 'veo', /Veo 3\.1 Text to Video · from \$/);
			await here.page.waitForSelector(field('negative_prompt'));
			// 480p is none of this model's resolutions, and it takes no pictures.
			expect(await here.page.locator(`${field('duration')} input`).inputValue()).toBe('6');
			const said = here.page.getByText(`${LEAVES_OUT} “Resolution” as filled in`);
			await said.first().waitFor();
			await here.screenshot('kept');
			await executeStep(here.page);
			const [submission] = here.setup.emulator.requestsTo({
				method: 'POST',
				path: `/api/v3/${LATER_MODEL}`,
			});
			// The node draws the seed, to know the submission again should its answer be lost.
			expect(submission?.body).toEqual({
				prompt: PROMPT,
				aspect_ratio: '9:16',
				duration: 6,
				seed: expect.any(Number),
			});
		});

		test('whoever looks at the list first loses nothing by choosing from it later', async () => {
			await open({ resource: 'video', operation: 'generate', prompt: PROMPT });
			await here.page.waitForSelector(field('duration'));
			const lookAtTheList = async () => {
				await here.page.click('[data-test-id="rlc-input-container"]');
				await here.page.locator('[data-test-id="rlc-item"]').first().waitFor();
				await here.page.getByText('Model Inputs').first().click();
				await here.page.locator('[data-test-id="rlc-item"]').first().waitFor({ state: 'hidden' });
			};
			const valueOf = async (name: string) =>
				await here.page
					.locator(`${field(name)} input`)
					.first()
					.inputValue();
			await lookAtTheList();
			await here.page.locator(`${field('duration')} input`).fill('8');
			await here.page.click(field('aspect_ratio'));
			await here.page.getByRole('option', { name: '9:16' }).click();
			await lookAtTheList();
			await here.page.locator(`${field('seed')} input`).fill('42');
			await pickFromList(here.page, 'seedance 2.5', /Seedance 2\.5 Text to Video · from \$/);
			await here.page.waitForSelector(field('generate_audio'));
			await here.page.waitForFunction(
				`document.querySelector('${field('duration')} input')?.value === '8'`,
			);
			expect(await valueOf('aspect_ratio')).toBe('9:16');
			expect(await here.page.getByText(LEAVES_OUT).count()).toBe(0);
			await here.screenshot('takenOver');
			// The seed waits for a model that takes one; what is changed meanwhile goes back as well.
			await here.page.locator(`${field('duration')} input`).fill('9');
			await pickFromList(here.page, 'minimax h3 text', /MiniMax H3 Text to Video · from \$/);
			await here.page.waitForSelector(field('seed'));
			await here.page.waitForFunction(
				`document.querySelector('${field('seed')} input')?.value === '42'`,
			);
			expect(await valueOf('duration')).toBe('9');
			await here.screenshot('takenBack');
		});

		test('a limit on the price survives a change of the operation, and of the resource, and holds', async () => {
			const limit = () => here.page.locator(`${field('maxPricePerPrediction')} input`).first();
			const choose = async (name: string, value: string) => {
				await here.page.click(`${field(name)} input`);
				await here.page
					.getByRole('option', { name: new RegExp(`^${value}\\b`) })
					.first()
					.click();
				await here.page.waitForFunction(
					`document.querySelector(${JSON.stringify(`${field(name)} input`)})?.value === "${value}"`,
				);
				await limit().waitFor();
				expect(await limit().inputValue()).toBe('0.10');
			};
			await open({
				resource: 'video',
				operation: 'generate',
				prompt: PROMPT,
				options: { maxPricePerPrediction: '0.10' },
			});
			await limit().waitFor();
			for (const operation of ['Upscale', 'Animate Image', 'Generate'])
				await choose('operation', operation);
			await choose('resource', 'Image');
			await choose('operation', 'Edit');
			// Looks at what has no use for a limit, and back.
			await choose('resource', 'Prediction');
			for (const operation of ['Get Result', 'Delete', 'Submit'])
				await choose('operation', operation);
			await choose('resource', 'Model');
			await choose('operation', 'Get');
			await choose('resource', 'Account');
			await here.screenshot('limitKeptElsewhere');
			await choose('resource', 'Video');
			await choose('operation', 'Generate');
			await here.screenshot('limitKept');
			// n8n forgets a prompt where an operation has none, such as Upscale.
			await here.page
				.locator(`${field('prompt')} textarea`)
				.first()
				.fill(PROMPT);
			await here.page.keyboard.press('Tab');
			const before = here.setup.emulator.predictions.length;
			await here.page.locator('[data-test-id="node-execute-button"]').click();
			await here.page.getByText('allows $0.10').first().waitFor();
			expect(here.setup.emulator.predictions).toHaveLength(before);
		});

		test('a prediction is picked from the recent ones', async () => {
			await open({
				resource: 'prediction',
				operation: 'getResult',
				predictionId: { __rl: true, mode: 'list', value: '' },
			});
			await pickFromList(here.page, 'lighthouse', /A lighthouse at dusk.* · \d/);
			await here.screenshot('picked');
			await executeStep(here.page);
			const { id } = here.setup.emulator.predictions.at(-1) ?? {};
			expect(
				here.setup.emulator.requestsTo({ method: 'GET', path: new RegExp(`${id}/result`) }).length,
			).toBe(2);
		});
	},
);
