import { DEFAULT_MODEL } from '../nodes/WaveSpeed/defaultModel.ts';
import {
	addNode,
	closePanel,
	executeStep,
	fieldsOfTheForm,
	firstCredential,
} from './n8n/clicks.mts';
import { describeInEditor, field } from './n8n/describeInEditor.mts';
import { manualStart } from './n8n/startAndNode.mts';
import {
	importWorkflow,
	inARow,
	type SavedWorkflow,
	type Workflow,
	type WorkflowNode,
} from './n8n/workflows.mts';

const STEP_MS = 60_000;
/** n8n saves by itself some two seconds after a change. */
const QUIET_MS = 5_000;
const NODE = 'WaveSpeedAI';
const PROMPT = 'A lighthouse at dusk, waves breaking on the rocks';
const SHIPPED = ['aspect_ratio', 'resolution', 'duration', 'seed'];

/** The row of a model in the catalogue, as far as its form is made of it. */
interface Schema {
	properties: Record<string, { default?: unknown }>;
	'x-order-properties'?: string[];
}

/** What WaveSpeed may publish after the node was packed. */
const NEWER: Record<string, (schema: Schema) => void> = {
	'another default': ({ properties }) => {
		properties.resolution!.default = '768p';
	},
	'one input more': ({ properties, 'x-order-properties': order }) => {
		properties.camera_motion = { type: 'string', enum: ['left', 'right'] } as object;
		order?.splice(1, 0, 'camera_motion');
	},
};

describeInEditor(
	'opening, looking and closing',
	{
		// Any key will do: each has a catalogue of its own in the node's memory.
		emulator: { apiKey: undefined, generationTimeMs: 200 },
		stepMs: STEP_MS,
		pictures: 'looking',
	},
	(here) => {
		const saved = async (id: string) =>
			await here.setup.session.request<SavedWorkflow>('GET', `/workflows/${id}`);
		const settle = async () => await here.page.waitForTimeout(QUIET_MS);
		const withNewer = async (change: (schema: Schema) => void, work: () => Promise<void>) => {
			const fault = here.setup.emulator.misbehave({
				when: { path: '/api/v3/models' },
				times: Infinity,
				do: { kind: 'transform', change: (answer) => changed(answer, change) },
			});
			try {
				await work();
			} finally {
				fault.stop();
			}
		};

		test.each(Object.keys(NEWER))(
			'costs nothing where the catalogue has %s: the form that was filled in stays',
			async (what) => {
				const { page, setup } = here;
				const before = setup.emulator.predictions.length;
				const left = await setup.session.request<Array<{ id: string }>>('GET', '/credentials');
				for (const { id } of left) await setup.session.request('DELETE', `/credentials/${id}`);
				await withNewer(NEWER[what]!, async () => {
					const { id } = await importWorkflow(setup.session, canvas(`The catalogue has ${what}`));
					await here.editor.openWorkflow(id);
					await addNode(page, 'generate video', NODE, 'Generate video');
					await page.waitForSelector(field('duration'));
					await firstCredential(page, {
						key: what.replaceAll(' ', '-'),
						baseUrl: setup.emulator.url,
					});
					await page.locator(`${field('prompt')} textarea`).fill(PROMPT);
					await executeStep(page);
					expect(setup.emulator.predictions).toHaveLength(before + 1);
					await closePanel(page);
					await settle();
					const ran = await saved(id);

					await here.editor.openNode('Generate video');
					await page.waitForSelector(field('duration'));
					await settle();
					await here.screenshot(what.replaceAll(' ', '-'));
					expect(await fieldsOfTheForm(page)).toEqual(SHIPPED);
					await closePanel(page);
					await settle();
					expect(await saved(id)).toEqual(ran);

					await addNode(page, 'no operation', 'No Operation, do nothing');
					await executeStep(page);
					await page.getByText('1 item', { exact: true }).first().waitFor();
					expect(setup.emulator.predictions).toHaveLength(before + 1);
				});
			},
		);
	},
);

function canvas(name: string, ...behind: WorkflowNode[]): Workflow {
	const nodes = [manualStart(), ...behind];
	return { name, settings: { executionOrder: 'v1' }, nodes, connections: inARow(nodes) };
}

/** The catalogue as it will be. */
function changed(answer: any, change: (schema: Schema) => void): unknown {
	const copy = structuredClone(answer);
	const row = copy.data.find((one: { model_id: string }) => one.model_id === DEFAULT_MODEL);
	for (const { request_schema } of row.api_schema.api_schemas) change(request_schema);
	return copy;
}
