import { Companions } from '../../nodes/WaveSpeed/waiting/wakeOthers.ts';

/** A clock that stands where it is put; whoever sleeps wakes only when woken. */
function startCompanions() {
	const clock = { at: 0 };
	const companions = new Companions({
		now: () => clock.at,
		sleep: async (_ms, signal) =>
			await new Promise((resolve) => {
				if (signal?.aborted) return resolve();
				signal?.addEventListener('abort', () => resolve(), { once: true });
			}),
	});
	const woken: string[] = [];
	const join = (name: string, model: string | undefined) => {
		const companion = companions.join(model);
		const sleep = async (signal?: AbortSignal) => {
			await companion.sleep(1_000, signal);
			woken.push(name);
		};
		return { ...companion, sleep };
	};
	const settled = async () => await new Promise(setImmediate);
	return { clock, join, woken, settled };
}

describe('the end of a prediction', () => {
	it('wakes those of the same model that have run nearly as long, and no others', async () => {
		const { clock, join, woken, settled } = startCompanions();
		const first = join('first', 'm');
		for (const [name, model] of [
			['same', 'm'],
			['other model', 'n'],
			['no model', undefined],
		] as const)
			void join(name, model).sleep();
		clock.at = 50;
		void join('late', 'm').sleep();
		clock.at = 100;
		first.leave(true);
		await settled();
		expect(woken).toEqual(['same']);
	});

	it('wakes nobody where it came to nothing', async () => {
		const { clock, join, woken, settled } = startCompanions();
		const first = join('first', 'm');
		void join('second', 'm').sleep();
		clock.at = 100;
		first.leave(false);
		await settled();
		expect(woken).toEqual([]);
	});

	it('wakes the same one three times at most, and not while it looks', async () => {
		const { clock, join, woken, settled } = startCompanions();
		const patient = join('patient', 'm');
		const others = Array.from({ length: 5 }, () => join('other', 'm'));
		clock.at = 100;
		others.pop()?.leave(true);
		for (const other of others) {
			void patient.sleep();
			other.leave(true);
			await settled();
		}
		expect(woken).toEqual(['patient', 'patient', 'patient']);
	});

	it('does not wake one that Stop has woken', async () => {
		const { clock, join, woken, settled } = startCompanions();
		const stop = new AbortController();
		const first = join('first', 'm');
		const second = join('second', 'm');
		void second.sleep(stop.signal);
		stop.abort();
		await settled();
		clock.at = 100;
		first.leave(true);
		await settled();
		expect(woken).toEqual(['second']);
	});
});
