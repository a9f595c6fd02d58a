import { runNode, type NodeRunOptions, type NodeRun } from './nodeWithoutEngine.mts';
import { KEY } from './runScript.mts';
import { seeded, VirtualTime } from '../virtualTime.mts';
import {
	NO_FAULTS,
	ScriptedApi,
	type Fault,
	type FaultScript,
	type SeenRequest,
} from './scriptedApi.mts';

export interface ScriptedRunOptions extends Omit<NodeRunOptions, 'api' | 'time'> {
	random?: () => number;
	/** Changes the API, or the time in it, before the node runs. */
	prepare?: (api: ScriptedApi, time: VirtualTime) => void;
	/** How long the answer to a request is on its way, in milliseconds; it has taken effect before. */
	delay?: (request: SeenRequest) => number;
}

export interface ScriptedRun extends NodeRun {
	api: ScriptedApi;
	time: VirtualTime;
	errors: Array<{ error: string; details: Record<string, unknown> }>;
	/** When requests of a kind were sent. */
	at(kind: SeenRequest['kind']): number[];
}

/** Runs the node on one item or more on an API of its own, in which the script's faults happen. */
export async function run(
	script: Partial<FaultScript>,
	{ random, prepare, delay, ...options }: ScriptedRunOptions = {},
): Promise<ScriptedRun> {
	const time = new VirtualTime(random ?? seeded(1));
	const api = new ScriptedApi({ ...NO_FAULTS, ...script }, time);
	prepare?.(api, time);
	if (delay) slowDown(api, time, delay);
	const ran = await runNode({
		key: KEY,
		...options,
		api,
		time,
	});
	const errors = ran.rows
		.filter(({ json }) => 'error' in json)
		.map(({ json }) => json as { error: string; details: Record<string, unknown> });
	const at = (kind: SeenRequest['kind']) =>
		api.requests.filter((request) => request.kind === kind).map((request) => request.at);
	return { ...ran, api, errors, at, time };
}

function slowDown(
	api: ScriptedApi,
	time: VirtualTime,
	delay: (request: SeenRequest) => number,
): void {
	const { request } = api;
	api.request = async (options) => {
		const answering = request(options);
		const wait = delay(api.requests.at(-1)!);
		const answer = await answering;
		if (wait > 0) await time.sleep(wait);
		return answer;
	};
}

export const answer = (
	status: number,
	body: unknown = {},
	headers?: Record<string, string>,
): Fault => ({
	kind: 'answer',
	status,
	body: typeof body === 'string' ? body : JSON.stringify(body),
	accepted: false,
	...(headers && { headers }),
});
/** The API's list of predictions with these rows. */
export const listed = (items: unknown[]): Fault => answer(200, { code: 200, data: { items } });
export const lostAndAccepted: Fault = { kind: 'lost', code: 'ECONNRESET', accepted: true };
export const lostAndNot: Fault = { kind: 'lost', code: 'ECONNRESET', accepted: false };
export const notSent: Fault = { kind: 'notSent', code: 'ECONNREFUSED', syscall: 'connect' };
