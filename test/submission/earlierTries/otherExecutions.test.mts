import { createProcessServices } from '../../../nodes/WaveSpeed/item/processServices.ts';
import { modelWith } from '../../faults/modelWith.mts';
import { runNode, type NodeRunOptions } from '../../faults/nodeWithoutEngine.mts';
import { lostAndAccepted, lostAndNot } from '../../faults/runWithoutEngine.mts';
import { NO_FAULTS, ScriptedApi, type FaultScript } from '../../faults/scriptedApi.mts';
import { seeded, VirtualTime } from '../../virtualTime.mts';

/** One n8n, whose executions know of one another; each has a context of its own. */
function oneN8n(script: Partial<FaultScript>) {
	const time = new VirtualTime(seeded(1));
	const api = new ScriptedApi({ ...NO_FAULTS, models: [modelWith({})], ...script }, time);
	const services = createProcessServices(time);
	const contexts = new Map<string, object>();
	/** One try of an execution; the next one of the same execution is a later try of it. */
	const attempt = async (executionId: string, more: Partial<NodeRunOptions> = {}) => {
		const context = contexts.get(executionId) ?? {};
		contexts.set(executionId, context);
		const { rows, log } = await runNode({
			api,
			time,
			services,
			executionId,
			context,
			...more,
			options: { downloadOutputs: false, ...more.options },
		});
		const json = rows.map((row) => row.json as Record<string, unknown>);
		return { json, log, details: json[0]!.details as Record<string, unknown> | undefined };
	};
	return { api, time, attempt, ids: () => api.predictions.map(({ id }) => id) };
}

describe('a lost submission among other executions of the same n8n', () => {
	it('is not taken for the prediction that another one has got an answer for', async () => {
		const { attempt, ids } = oneN8n({ submit: [lostAndNot] });
		await attempt('1');
		const other = await attempt('2');
		expect(other.json[0]).toMatchObject({ id: ids()[0], status: 'completed' });
		const { details } = await attempt('1');
		expect(details).toMatchObject({ reason: 'outcomeUnknown' });
		expect(details).not.toHaveProperty('candidates');
		expect(ids()).toHaveLength(1);
	});

	it('is told and not taken where another one looks for an equal one', async () => {
		const { attempt, time, ids } = oneN8n({ submit: [lostAndNot, lostAndAccepted] });
		// However long n8n runs.
		await time.sleep(2 * 60 * 60_000);
		await attempt('1');
		await attempt('2');
		for (const execution of ['1', '2']) {
			const { details } = await attempt(execution);
			expect(details).toMatchObject({ reason: 'outcomeUnknown', candidates: ids() });
		}
		expect(ids()).toHaveLength(1);
	});

	it('is taken where another one looks for something else', async () => {
		const { attempt, ids } = oneN8n({ submit: [lostAndNot, lostAndAccepted] });
		await attempt('1', { prompts: ['b'] });
		await attempt('2');
		expect((await attempt('2')).json[0]).toMatchObject({ id: ids()[0], status: 'completed' });
	});

	it('is told and not taken where inputs are not shown and another one looks for any', async () => {
		const { attempt, ids } = oneN8n({
			submit: [lostAndNot, lostAndAccepted],
			hidesInputs: true,
		});
		await attempt('1', { prompts: ['b'] });
		await attempt('2');
		const { details } = await attempt('2');
		expect(details).toMatchObject({ reason: 'outcomeUnknown', candidates: ids() });
	});

	it('is taken where inputs are not shown and another one looks for another model’s', async () => {
		const models = [modelWith({}), { ...modelWith({}), model_id: 'maker/other' }];
		const { attempt, ids } = oneN8n({
			models,
			submit: [lostAndNot, lostAndAccepted],
			hidesInputs: true,
		});
		await attempt('1', { parameters: { model: 'maker/other' } });
		await attempt('2');
		expect((await attempt('2')).json[0]).toMatchObject({ id: ids()[0], status: 'completed' });
	});

	it('is not taken for that of an equal item where another process goes on', async () => {
		const { attempt, time, ids } = oneN8n({ submit: [lostAndNot] });
		await attempt('1', { prompts: ['a', 'a'] });
		const { json } = await attempt('1', {
			prompts: ['a', 'a'],
			services: createProcessServices(time),
		});
		expect(json[0]!.details).toMatchObject({ reason: 'outcomeUnknown' });
		expect(json[0]!.details).not.toHaveProperty('candidates');
		expect(json[1]).toMatchObject({ id: ids()[0], status: 'completed' });
	});

	it('is taken where inputs are not shown and nobody else looks for any', async () => {
		const { attempt, ids } = oneN8n({ submit: [lostAndAccepted], hidesInputs: true });
		await attempt('1');
		expect((await attempt('1')).json[0]).toMatchObject({ id: ids()[0], status: 'completed' });
	});

	it('is taken where the other one was refused in the meantime, and paid for nothing', async () => {
		const refused = { kind: 'answer', status: 400, body: '{"code":400}', accepted: false } as const;
		const { attempt, ids } = oneN8n({ submit: [refused, lostAndAccepted] });
		await attempt('1');
		await attempt('2');
		expect((await attempt('2')).json[0]).toMatchObject({ id: ids()[0], status: 'completed' });
	});

	it('is taken where the other one has found its own', async () => {
		const { attempt, ids } = oneN8n({
			models: [modelWith({ seed: { type: 'integer', default: -1 } })],
			submit: [lostAndAccepted, lostAndAccepted],
		});
		await attempt('1');
		await attempt('2');
		for (const [place, execution] of ['1', '2'].entries()) {
			expect((await attempt(execution)).json[0]).toMatchObject({ id: ids()[place] });
		}
		expect(ids()).toHaveLength(2);
	});

	it('forgets after an hour that another one may have been lost', async () => {
		const { attempt, time, ids } = oneN8n({ submit: [lostAndNot, lostAndAccepted] });
		await attempt('1');
		await time.sleep(61 * 60_000);
		await attempt('2');
		expect((await attempt('2')).json[0]).toMatchObject({ id: ids()[0], status: 'completed' });
	});
});

describe('a later try whose expressions give something else', () => {
	const told = 'its input differs from that of the previous try';

	it('takes up what was paid for, and the log says so', async () => {
		const { attempt, ids } = oneN8n({ submit: [lostAndAccepted] });
		await attempt('1', { input: { prompt: 'a' } });
		const { json, log } = await attempt('1', { input: { prompt: 'b' } });
		expect(json[0]).toMatchObject({ id: ids()[0], status: 'completed' });
		expect(log.join('\n')).toContain(`Item 0: ${told}`);
		expect(ids()).toHaveLength(1);
	});

	it('says nothing of it where they give the same, or the model is another one', async () => {
		const models = [modelWith({}), { ...modelWith({}), model_id: 'maker/other' }];
		for (const more of [{}, { parameters: { model: 'maker/other' } }]) {
			const { attempt, ids } = oneN8n({ models, submit: [lostAndAccepted] });
			await attempt('1');
			const { json, log } = await attempt('1', more);
			expect(log.join('\n')).not.toContain(told);
			expect(json[0]).toMatchObject({ id: ids()[0], status: 'completed' });
		}
	});
});
