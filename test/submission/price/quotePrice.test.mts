import { CallFailure } from '../../../nodes/WaveSpeed/api/callFailure.ts';
import type { OutputItem } from '../../../nodes/WaveSpeed/item/item.ts';
import {
	quoteOrFailure,
	quotePrice,
} from '../../../nodes/WaveSpeed/submission/price/quotePrice.ts';

const NOW = 1_000;
const ASKED = { model: 'acme/one', input: { prompt: 'A boat' } };

/** An item that remembers with which deadlines a price was asked for. */
function askingItem(answer: () => object) {
	const deadlines: unknown[] = [];
	const kept = new Map<string, Promise<unknown>>();
	const item = {
		api: {
			connection: { baseUrl: 'https://api.example', apiKey: 'key-1' },
			time: { now: () => NOW },
			read: async ({ deadlineMs }: { deadlineMs?: number }, { until }: { until?: number }) => {
				deadlines.push({ deadlineMs, until });
				return await Promise.resolve(answer());
			},
		},
		run: {
			oncePerAccount: async (_api: object, name: string, ask: () => Promise<unknown>) => {
				const known = kept.get(name) ?? ask();
				kept.set(name, known);
				return await known;
			},
			shared: (Shared: new () => object) => new Shared(),
		},
	};
	return { item: item as unknown as OutputItem, deadlines };
}

it('waits for a price no longer than it is worth', async () => {
	const { item, deadlines } = askingItem(() => ({ price: 0.4 }));
	expect(await quotePrice(item, ASKED, 250)).toMatchObject({ priceUsd: 0.4 });
	expect(deadlines).toEqual([{ deadlineMs: 250, until: NOW + 250 }]);
});

it('has the usual patience if no other is given', async () => {
	const { item, deadlines } = askingItem(() => ({ price: 0.4 }));
	await quotePrice(item, ASKED);
	expect(deadlines).toEqual([{ deadlineMs: undefined, until: undefined }]);
});

it('asks once for what is equal, and again for another input or patience', async () => {
	const { item, deadlines } = askingItem(() => ({ price: 0.4 }));
	await quotePrice(item, ASKED);
	await quotePrice(item, { ...ASKED, input: { prompt: 'A boat' } });
	expect(deadlines).toHaveLength(1);
	await quotePrice(item, { ...ASKED, input: { prompt: 'A kite' } });
	await quotePrice(item, ASKED, 250);
	expect(deadlines).toHaveLength(3);
});

it('returns why there is no price, and throws what is no failure of a call', async () => {
	const failing = askingItem(() => ({}));
	expect(await quoteOrFailure(failing.item, ASKED)).toMatchObject({ kind: 'unreadable' });
	expect(await quoteOrFailure(failing.item, ASKED)).toBeInstanceOf(CallFailure);
	const broken = askingItem(() => {
		throw new TypeError('a mistake of our own');
	});
	await expect(quoteOrFailure(broken.item, ASKED)).rejects.toThrow('a mistake of our own');
});
