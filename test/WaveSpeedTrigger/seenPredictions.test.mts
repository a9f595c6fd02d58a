import type { IDataObject } from 'n8n-workflow';

import { SeenPredictions } from '../../nodes/WaveSpeedTrigger/receiveCallback.ts';

describe('the predictions that a trigger has passed on', () => {
	it('are new once, also after a restart', () => {
		const staticData: IDataObject = {};
		expect(new SeenPredictions(staticData).isNew('p1')).toBe(true);
		const stored = JSON.parse(JSON.stringify(staticData)) as IDataObject;
		expect(new SeenPredictions(stored).isNew('p1')).toBe(false);
		expect(new SeenPredictions(stored).isNew('p2')).toBe(true);
	});

	it('are only what can be one, whatever is stored', () => {
		const staticData = { received: ['p1', null, { id: 'p2' }, 7, ''] } as unknown as IDataObject;
		expect(new SeenPredictions(staticData).isNew('p3')).toBe(true);
		expect(staticData.received).toEqual(['p1', 'p3']);
		for (const received of ['p4', {}, 7]) {
			const other = { received } as unknown as IDataObject;
			expect(new SeenPredictions(other).isNew('p4')).toBe(true);
			expect(other.received).toEqual(['p4']);
		}
	});
});
