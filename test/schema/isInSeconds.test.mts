import { unitOf } from '../../nodes/WaveSpeed/panel/labelOf.ts';
import { isInSeconds } from '../../nodes/WaveSpeed/schema/isInSeconds.ts';
import { readNumberText } from '../../nodes/WaveSpeed/schema/readNumberText.ts';
import { modelFrom } from '../models/modelFrom.mts';

const inputs =
	modelFrom({
		duration: { type: 'integer', maximum: 15 },
		length: { type: 'number', description: 'From 1 to 30 s.' },
		start_time: { type: 'number', description: 'Where the clip begins, in s.' },
		pause: { type: 'number', description: 'How many seconds of silence follow.' },
		seconds: { type: 'string', enum: ['5', '10'] },
		fade_ms: { type: 'integer', description: 'Milliseconds, not seconds.' },
		fade_time: { type: 'integer', description: 'In milliseconds.' },
		video_duration: { type: 'integer', description: 'In minutes.', maximum: 5 },
		loop_duration: { type: 'integer', maximum: 5_000 },
		steps: { type: 'integer', description: 'A step takes 2 s.' },
	}).inputs ?? [];
const namesOf = (some: typeof inputs) => some.map(({ name }) => name);

describe('an input in seconds', () => {
	it('is one whose description or numbers say so', () => {
		expect(namesOf(inputs.filter(isInSeconds))).toEqual([
			'duration',
			'length',
			'start_time',
			'pause',
			'seconds',
		]);
	});

	it('takes “8 s” wherever its label says seconds', () => {
		const labelled = inputs.filter((input) => unitOf(input) === 'seconds');
		expect(namesOf(labelled)).toEqual(['duration', 'length', 'start_time']);
		for (const input of labelled) expect(readNumberText(input, '8 s')).toBe(8);
	});
});
