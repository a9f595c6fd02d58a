import { failureOf, jsonOf } from '../n8n/executions.mts';
import type { Session } from '../n8n/session.mts';
import { testUnless } from '../n8n/testUnless.mts';
import {
	acceptedPosts,
	CALL,
	calledWorkflow,
	callingWorkflow,
	chain,
	DONE,
	ended,
	executionIds,
	GENERATE,
	node,
	openOwnEmulator,
	publish,
	start,
	type OwnEmulator,
} from './ownEmulator.mts';

/** A parent that waits for a sub-workflow which suspends, in every mode n8n runs in. */
export function subWorkflowCases(
	join: () => Session | undefined,
	/** Why nothing can be tested, where that is so. */
	missing: () => string = () => '',
): void {
	const test = testUnless(missing);
	let setup: OwnEmulator;
	const open = async () => {
		const session = join();
		if (!session) throw new Error('No n8n was started');
		setup = await openOwnEmulator(session);
		const called = await publish(session, calledWorkflow(setup.credential));
		return { ...setup, called };
	};
	afterEach(async () => await setup?.close());

	const completed = (prompts: string[]) =>
		prompts.map((prompt) => {
			const { id } = setup.emulator.predictions.find(({ input }) => input.prompt === prompt) ?? {};
			return expect.objectContaining({ id, status: 'completed' });
		});

	test('it waits too and gets the final items', async () => {
		const { session, credential, called } = await open();
		const saved = await publish(session, callingWorkflow(credential, called));
		const prompts = ['one', 'two'];
		const execution = await ended(session, await start(session, saved, prompts), 120_000);
		expect(failureOf(execution)).toBeUndefined();
		expect(jsonOf(execution, DONE)).toEqual(completed(prompts));
		expect(acceptedPosts(setup)).toHaveLength(2);
	});

	test('it calls it item by item in a loop and gets every row', async () => {
		const { session, credential, called } = await open();
		const workflow = callingWorkflow(credential, called);
		workflow.nodes.push(node('Loop', 'n8n-nodes-base.splitInBatches', 3, { options: {} }));
		workflow.connections = {
			...chain('Start', 'Prompts', 'Loop'),
			Loop: {
				main: [[{ node: DONE, type: 'main', index: 0 }], [{ node: CALL, type: 'main', index: 0 }]],
			},
			...chain(CALL, 'Loop'),
		};
		const saved = await publish(session, workflow);
		const prompts = ['one', 'two', 'three'];
		const execution = await ended(session, await start(session, saved, prompts), 120_000);
		expect(failureOf(execution)).toBeUndefined();
		expect(jsonOf(execution, DONE)).toEqual(completed(prompts));
		expect(acceptedPosts(setup)).toHaveLength(3);
	});

	test('called once for each item, n8n would lose rows: the second is told so before it pays', async () => {
		const { session, credential, called } = await open();
		const saved = await publish(session, callingWorkflow(credential, called, 'each'));
		const id = await start(session, saved, ['one', 'two', 'three']);
		const execution = await ended(session, id);

		expect(execution.status).toBe('error');
		const ids = (await executionIds(session, called)).sort((one, other) => +one - +other);
		expect(ids).toHaveLength(2);
		const [first, second] = await Promise.all(ids.map(async (one) => await ended(session, one)));
		const words = new RegExp(`${ids[0]}.*Run once with all items.*Nothing was submitted`);
		expect(failureOf(second!)).toMatch(words);
		expect(failureOf(execution)).toMatch(words);
		// What was paid for is there.
		expect(jsonOf(first!, GENERATE)).toEqual(completed(['one']));
		expect(acceptedPosts(setup)).toHaveLength(1);
	});

	test('called once for each item of one, it gets its row', async () => {
		const { session, credential, called } = await open();
		const saved = await publish(session, callingWorkflow(credential, called, 'each'));
		const execution = await ended(session, await start(session, saved, ['alone']));
		expect(failureOf(execution)).toBeUndefined();
		expect(jsonOf(execution, DONE)).toEqual(completed(['alone']));
		expect(acceptedPosts(setup)).toHaveLength(1);
	});
}
