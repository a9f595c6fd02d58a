import { operations, optionsInPanel, readByN8n } from './nodeInPanel.mts';

const SPENDS = { resource: 'video', operation: 'generate' };
const ABOUT_MONEY = {
	maxPricePerPrediction: '0.10',
	maxPricePerRun: '2',
	maxSpendingPerDay: '5',
	ifPriceUnknown: 'submit',
	reusePaidResults: 'always',
	reuseWithinDays: 3,
};
/** Of no use for an operation that does not offer it. */
const OTHERS = { variations: 3, webhookUrl: 'https://example.com', includeInputs: true };

describe.each(operations)('at $resource → $operation', (place) => {
	const here = readByN8n({ ...place, options: { ...ABOUT_MONEY, ...OTHERS } });

	it('what decides about money stays, and is there again where something is paid for', () => {
		expect(here.options).toMatchObject(ABOUT_MONEY);
		// Saved and opened again: n8n keeps only what differs from the defaults.
		expect(readByN8n(here).options).toMatchObject(ABOUT_MONEY);
		expect(readByN8n({ ...here, ...SPENDS }).options).toMatchObject(ABOUT_MONEY);
	});

	it('is shown once, in one list of options', () => {
		const [names = [], ...more] = optionsInPanel(here);
		expect(more).toEqual([]);
		expect(names).toEqual(expect.arrayContaining(Object.keys(ABOUT_MONEY)));
		expect(names).toHaveLength(new Set(names).size);
	});

	it('offers nothing that it has no use for', () => {
		const [names = [], ...more] = optionsInPanel(readByN8n({ ...place }));
		expect(more).toEqual([]);
		const spends = ['video', 'image', 'audio', 'threeD'].includes(place.resource);
		if (spends || ['generateAndWait', 'submit'].includes(place.operation)) return;
		expect(names.filter((name) => name in ABOUT_MONEY)).toEqual([]);
	});
});

it.each(['delete', 'getResult', 'getMany'])(
	'a new node has no empty list of options at %s',
	(operation) => {
		const lists = optionsInPanel(readByN8n({ resource: 'prediction', operation }));
		expect(lists.filter((names) => names.length === 0)).toEqual([]);
	},
);
