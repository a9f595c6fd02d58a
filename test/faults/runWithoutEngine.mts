import { runLightly, type LightOptions, type LightRun } from './nodeWithoutEngine.mts';
import { KEY } from './playScript.mts';
import { seeded, VirtualTime } from '../virtualTime.mts';
import {
	NO_FAULTS,
	World,
	type Fault,
	type FaultScript,
	type SeenRequest,
} from './scriptedApi.mts';

export interface LightRunOptions extends Partial<Omit<LightOptions, 'world' | 'time'>> {
	random?: () => number;
	/** Changes the world, or the time in it, before the node runs. */
	prepare?: (world: World, time: VirtualTime) => void;
	/** How long the answer to a request is on its way, in milliseconds; it has taken effect before. */
	delay?: (request: SeenRequest) => number;
}

export interface LightRunInWorld extends LightRun {
	world: World;
	time: VirtualTime;
	errors: Array<{ error: string; details: Record<string, unknown> }>;
	/** When requests of a kind were sent. */
	at(kind: SeenRequest['kind']): number[];
}

/** Runs the node on one item or more in a world of its own, in which the script's faults happen. */
export async function run(
	script: Partial<FaultScript>,
	{ random, prepare, delay, ...options }: LightRunOptions = {},
): Promise<LightRunInWorld> {
	const time = new VirtualTime(random ?? seeded(1));
	const world = new World({ ...NO_FAULTS, ...script }, time);
	prepare?.(world, time);
	if (delay) slowDown(world, time, delay);
	const ran = await runLightly({
		key: KEY,
		prompts: ['a'],
		onError: 'continue',
		tries: 1,
		...options,
		world,
		time,
	});
	const errors = ran.rows
		.filter(({ json }) => 'error' in json)
		.map(({ json }) => json as { error: string; details: Record<string, unknown> });
	const at = (kind: SeenRequest['kind']) =>
		world.requests.filter((request) => request.kind === kind).map((request) => request.at);
	return { ...ran, world, errors, at, time };
}

function slowDown(world: World, time: VirtualTime, delay: (request: SeenRequest) => number): void {
	const { request } = world;
	world.request = async (options) => {
		const answering = request(options);
		const wait = delay(world.requests.at(-1)!);
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
