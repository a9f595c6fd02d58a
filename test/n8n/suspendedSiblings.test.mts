import type { IExecutePaginationFunctions } from 'n8n-workflow';

import { SuspendedSiblings } from '../../nodes/WaveSpeed/n8n/suspendedSiblings.ts';

const siblings = new SuspendedSiblings();

interface Of {
	parent: string;
	shouldResume?: boolean;
	/** What n8n's database has of executions that wait. */
	waiting?: string[];
}

let parents = 0;
const newParent = () => `parent-${parents++}`;

const execution = (id: string, { parent, shouldResume, waiting = [] }: Of) =>
	({
		getExecutionId: () => id,
		runExecutionData: { parentExecution: { executionId: parent, workflowId: 'w', shouldResume } },
		getExecutionDataById: async (one: string) => ({
			...(waiting.includes(one) && { waitTill: new Date() }),
		}),
	}) as unknown as IExecutePaginationFunctions;

describe('An execution that suspends beside another one of the same parent', () => {
	it('is told while the other is still submitting', async () => {
		const parent = newParent();
		await siblings.beside(execution('1', { parent }));
		expect(await siblings.beside(execution('2', { parent }))).toBe('1');
	});

	it('is told while n8n has stored that the other waits', async () => {
		const parent = newParent();
		const first = execution('1', { parent });
		await siblings.beside(first);
		siblings.parked(first);
		expect(await siblings.beside(execution('2', { parent, waiting: ['1'] }))).toBe('1');
	});

	it('suspends where another worker has gone on with the other', async () => {
		const parent = newParent();
		const first = execution('1', { parent });
		await siblings.beside(first);
		siblings.parked(first);
		expect(await siblings.beside(execution('2', { parent }))).toBeUndefined();
		// From now on this is the one that others are told of.
		expect(await siblings.beside(execution('3', { parent }))).toBe('2');
	});

	it('suspends where the other goes on here, or was not suspended after all', async () => {
		const parent = newParent();
		const first = execution('1', { parent });
		await siblings.beside(first);
		siblings.notSuspended(first);
		expect(await siblings.beside(execution('2', { parent }))).toBeUndefined();
	});

	it('suspends a second time itself', async () => {
		const parent = newParent();
		await siblings.beside(execution('1', { parent }));
		expect(await siblings.beside(execution('1', { parent }))).toBeUndefined();
	});

	it('suspends where the parent does not wait, and where there is none', async () => {
		const parent = newParent();
		const free = (id: string) => execution(id, { parent, shouldResume: false });
		await siblings.beside(free('1'));
		expect(await siblings.beside(free('2'))).toBeUndefined();
		const alone = { getExecutionId: () => '3' } as unknown as IExecutePaginationFunctions;
		expect(await siblings.beside(alone)).toBeUndefined();
	});

	it('is no one’s business to take out but its own', async () => {
		const parent = newParent();
		await siblings.beside(execution('1', { parent }));
		const second = execution('2', { parent });
		siblings.notSuspended(second);
		expect(await siblings.beside(second)).toBe('1');
	});

	it('forgets the oldest of very many', async () => {
		const oldest = newParent();
		await siblings.beside(execution('1', { parent: oldest }));
		for (let index = 0; index < 1_000; index++)
			await siblings.beside(execution('1', { parent: newParent() }));
		expect(await siblings.beside(execution('2', { parent: oldest }))).toBeUndefined();
	});
});
