import { agentRow } from '../../nodes/WaveSpeed/n8n/agentRow.ts';

describe('the row that a model reads', () => {
	it('has the text of a prediction once, in its outputs', () => {
		const row = { id: 'a', status: 'completed', outputs: ['Hello.'], text: 'Hello.' };
		expect(agentRow({ json: row }).json).toEqual({
			id: 'a',
			status: 'completed',
			outputs: ['Hello.'],
		});
	});

	it('keeps a text that is none of a prediction', () => {
		expect(agentRow({ json: { text: 'Hello.' } }).json).toEqual({ text: 'Hello.' });
	});
});
