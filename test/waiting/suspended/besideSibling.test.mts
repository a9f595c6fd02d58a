import { createProcessServices } from '../../../nodes/WaveSpeed/item/processServices.ts';
import { VirtualTime } from '../../virtualTime.mts';
import type { FaultScript } from '../../faults/scriptedApi.mts';
import { suspendedAccount } from './suspendedAccount.mts';

/** Sub-workflow executions of one parent, in one process of n8n. */
function siblings() {
	const services = createProcessServices(new VirtualTime());
	let executions = 0;
	return (script: Partial<FaultScript> = {}) =>
		suspendedAccount(script, {
			services,
			executionId: String(++executions),
			parent: 'of both',
			host: { getExecutionDataById: async () => ({ waitTill: new Date() }) },
		});
}

describe('a sub-workflow that would be suspended beside another one of the same parent', () => {
	it('fails without paying, as the parent would lose the rows of one of them', async () => {
		const start = siblings();
		await start().execute();
		const { execute, ids } = start();
		const { json, waitsMs } = await execute();
		expect(json[0]!.error).toContain('sub-workflow');
		expect([ids(), waitsMs]).toEqual([[], []]);
	});

	it('is suspended once the other has gone on', async () => {
		const start = siblings();
		const first = start();
		await first.execute();
		first.letEnd(0);
		expect((await first.execute()).json[0]).toMatchObject({ status: 'completed' });
		expect((await start().execute()).waitsMs).toEqual([300_000]);
	});

	it('is suspended where the other had no need to be', async () => {
		const start = siblings();
		const { json } = await start({ looks: [1] }).execute();
		expect(json[0]).toMatchObject({ status: 'completed' });
		expect((await start().execute()).waitsMs).toEqual([300_000]);
	});

	it('is suspended where n8n did not suspend the other', async () => {
		const start = siblings();
		const putExecutionToWait = async () => {
			throw new Error('not active');
		};
		const { json } = await start().execute({}, { host: { putExecutionToWait } });
		expect(json[0]!.error).toContain('not active');
		expect((await start().execute()).waitsMs).toEqual([300_000]);
	});
});
