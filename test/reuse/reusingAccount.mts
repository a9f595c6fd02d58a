import { createProcessServices } from '../../nodes/WaveSpeed/item/processServices.ts';
import { modelWith } from '../faults/modelWith.mts';
import { runNode, type NodeRunOptions } from '../faults/nodeWithoutEngine.mts';
import { MODEL, NO_FAULTS, ScriptedApi, type FaultScript } from '../faults/scriptedApi.mts';
import { seeded, VirtualTime } from '../virtualTime.mts';

const schema = {
	duration: { type: 'integer', default: 4 },
	audio: { type: 'boolean', default: true },
	seed: { type: 'integer', default: -1 },
};

/** One account and one n8n, and executions one after the other that reuse paid results. */
export function reusingAccount(script: Partial<FaultScript> = {}) {
	const time = new VirtualTime(seeded(1));
	const models = [modelWith(schema)];
	const api = new ScriptedApi({ ...NO_FAULTS, models, prices: { [MODEL]: 0.4 }, ...script }, time);
	const services = createProcessServices(time);
	let executions = 0;
	const execute = async (more: Partial<NodeRunOptions> = {}) => {
		const before = api.predictions.length;
		const ran = await runNode({
			api,
			time,
			services,
			executionId: String(++executions),
			...more,
			options: { reusePaidResults: 'always', ...more.options },
		});
		return {
			...ran,
			paid: api.predictions.length - before,
			json: ran.rows.map(({ json }) => json),
		};
	};
	return { api, time, execute };
}
