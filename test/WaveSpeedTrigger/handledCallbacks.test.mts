import { EventEmitter } from 'node:events';

import { HandledCallbacks } from '../../nodes/WaveSpeedTrigger/handledCallbacks.ts';

const answerOf = (statusCode: number) => Object.assign(new EventEmitter(), { statusCode });

describe('a callback that comes again while the first is being handled', () => {
	it('waits, and starts nothing once n8n has stored the first', async () => {
		const handled = new HandledCallbacks();
		const [first, second] = [answerOf(200), answerOf(200)];
		expect(await handled.claim('a', first)).toBe(true);
		const again = handled.claim('a', second);
		first.emit('finish');
		first.emit('close');
		expect(await again).toBe(false);
		expect(await handled.claim('a', answerOf(200))).toBe(false);
		expect(await handled.claim('b', answerOf(200))).toBe(true);
	});

	it.each([
		['was answered with an error', 500, ['finish', 'close']],
		['was not answered', 200, ['close']],
	])('starts the workflow where the first %s, once', async (_how, status, events) => {
		const handled = new HandledCallbacks();
		const first = answerOf(status);
		expect(await handled.claim('a', first)).toBe(true);
		const others = [answerOf(200), answerOf(200)].map(async (answer) => {
			const starts = await handled.claim('a', answer);
			answer.emit('finish');
			return starts;
		});
		for (const event of events) first.emit(event);
		expect((await Promise.all(others)).sort()).toEqual([false, true]);
	});
});
