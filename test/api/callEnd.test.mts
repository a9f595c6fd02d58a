import { CallEnded, endWith } from '../../nodes/WaveSpeed/api/callEnd.ts';
import { VirtualTime } from '../virtualTime.mts';

const settled = async () => await new Promise((resolve) => setImmediate(resolve));

describe('the end of a call', () => {
	it('leaves no listener on the execution’s signal', () => {
		const stop = new AbortController();
		const added = jest.spyOn(stop.signal, 'addEventListener');
		const removed = jest.spyOn(stop.signal, 'removeEventListener');
		const end = endWith(new VirtualTime(() => 0), stop.signal);
		end.dispose();
		expect(removed.mock.calls.length).toBe(added.mock.calls.length);
		stop.abort();
		expect(end.signal.aborted).toBe(false);
	});

	it('comes with Stop, long before the deadline', async () => {
		const time = new VirtualTime(() => 0);
		const stop = new AbortController();
		const end = endWith(time, stop.signal);
		const capped = end.cap(new Promise(() => {}));
		stop.abort();
		expect(end.signal.aborted).toBe(true);
		await expect(capped).rejects.toBeInstanceOf(CallEnded);
		expect(time.now()).toBe(0);
	});

	it('does not come any more once the call is over', async () => {
		const time = new VirtualTime(() => 0);
		const end = endWith(time, undefined, 5_000);
		end.dispose();
		await time.sleep(5_001);
		expect(end.signal.aborted).toBe(false);
	});

	it('is not waited for by a task that has come first', async () => {
		const end = endWith(new VirtualTime(() => 0));
		const added = jest.spyOn(end.signal, 'addEventListener');
		const removed = jest.spyOn(end.signal, 'removeEventListener');
		await end.cap(Promise.resolve(7));
		await end.cap(Promise.reject(new RangeError('x'))).catch(() => undefined);
		await settled();
		expect(added).toHaveBeenCalledTimes(2);
		expect(removed.mock.calls.map(([name, listener]) => [name, listener])).toEqual(
			added.mock.calls.map(([name, listener]) => [name, listener]),
		);
	});

	it('has come at once for an execution that is stopped already', async () => {
		const end = endWith(new VirtualTime(() => 0), AbortSignal.abort());
		expect(end.signal.aborted).toBe(true);
		await expect(end.cap(new Promise(() => {}))).rejects.toBeInstanceOf(CallEnded);
		const ended = await end.cap(new Promise(() => {})).catch(String);
		expect(ended).toBe('CallEnded: The call has ended');
	});

	it('lets through what comes before it', async () => {
		const end = endWith(
			new VirtualTime(
				() => 0,
				() => undefined,
			),
		);
		await expect(end.cap(Promise.resolve(7))).resolves.toBe(7);
		await expect(end.cap(Promise.reject(new RangeError('x')))).rejects.toBeInstanceOf(RangeError);
	});

	it('does not come while it is held, and then after its full time', async () => {
		const time = new VirtualTime(() => 0);
		const end = endWith(time, undefined, 5_000);
		await time.sleep(4_000);
		const goOn = end.hold();
		await time.sleep(60_000);
		goOn();
		await time.sleep(4_999);
		expect(end.signal.aborted).toBe(false);
		await time.sleep(2);
		expect(end.signal.aborted).toBe(true);
	});

	it('comes with Stop also while it is held', () => {
		const stop = new AbortController();
		const end = endWith(new VirtualTime(() => 0), stop.signal);
		end.hold();
		stop.abort();
		expect(end.signal.aborted).toBe(true);
	});

	it('does not come any more for a call that was over while it was held', async () => {
		const time = new VirtualTime(() => 0);
		const end = endWith(time, undefined, 5_000);
		const goOn = end.hold();
		end.dispose();
		goOn();
		await time.sleep(5_001);
		expect(end.signal.aborted).toBe(false);
	});

	it('comes later by what was granted, once for each grant', async () => {
		const time = new VirtualTime(() => 0);
		const end = endWith(time, undefined, 5_000);
		end.grant(1_000);
		end.grant(1_000);
		await expect(end.cap(new Promise(() => {}))).rejects.toBeInstanceOf(CallEnded);
		expect(time.now()).toBe(7_000);
	});
});
