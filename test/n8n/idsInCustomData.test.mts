import { CUSTOM_DATA_KEY, IdsInCustomData } from '../../nodes/WaveSpeed/n8n/idsInCustomData.ts';

const idOf = (index: number) => index.toString(16).padStart(32, '0');

/** n8n's custom data of an execution, with its limit for a value. */
function execution(proxy?: () => object) {
	const kept = new Map<string, string>();
	let opened = 0;
	const customData = {
		get: (key: string) => kept.get(key),
		set: (key: string, value: string) => void kept.set(key, value.slice(0, 255)),
	};
	const told: string[] = [];
	const host = {
		getItemIndex: () => 0,
		getWorkflowDataProxy: () => {
			opened++;
			return proxy ? proxy() : { $execution: { customData } };
		},
		logger: { debug: (message: string) => told.push(message) },
	} as never;
	return {
		/** What one run shows. */
		show: (...ids: string[]) => {
			const run = new IdsInCustomData();
			for (const id of ids) run.show(host, id);
		},
		shown: () => kept.get(CUSTOM_DATA_KEY),
		opened: () => opened,
		told,
	};
}

describe('the ids in the custom data of an execution', () => {
	it('are all there, each once, and those of a later run are added', () => {
		const { show, shown } = execution();
		show('p1', 'p2', 'p1');
		show('p3');
		expect(shown()).toBe('p1, p2, p3');
	});

	it('are whole, and the rest is counted, where n8n has no room for all', () => {
		const { show, shown, opened } = execution();
		show(...Array.from({ length: 5_000 }, (_id, index) => idOf(index)));
		const first = Array.from({ length: 6 }, (_id, index) => idOf(index)).join(', ');
		expect(shown()).toBe(`${first} and 4994 more`);
		expect(opened()).toBe(1);
	});

	it('fail no item where n8n has no place for them', () => {
		const without = execution(() => ({ $execution: {} }));
		const broken = execution(() => {
			throw new Error('no proxy here');
		});
		without.show('p1');
		broken.show('p1');
		expect(without.told).toEqual([]);
		expect(broken.told).toEqual([expect.stringContaining('no proxy here')]);
	});
});
