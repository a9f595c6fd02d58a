import {
	REUSE_ADDRESS_LIMIT_CHARACTERS,
	REUSE_ADDRESSES_KEPT,
} from '../../nodes/WaveSpeed/policy.ts';
import { allOf, fileAddressesIn } from '../../nodes/WaveSpeed/reuse/fileAddresses.ts';
import { PaidResults } from '../../nodes/WaveSpeed/reuse/paidResults.ts';
import {
	digestInput,
	digestListedInput,
} from '../../nodes/WaveSpeed/submission/request/sentInput.ts';

const address = (name: string) => `https://storage.example/${name}.png`;

const longest = address('').padEnd(REUSE_ADDRESS_LIMIT_CHARACTERS, 'a');

describe('the addresses of files in an input', () => {
	it.each([
		['one', { image: address('a'), prompt: 'p' }, { image: address('a') }],
		['one without encryption', { image: 'http://a.example/a' }, { image: 'http://a.example/a' }],
		['one of just so many characters', { image: longest }, { image: longest }],
		['a list', { images: [address('a'), address('b')] }, { images: [address('a'), address('b')] }],
		['an empty list', { images: [] }, {}],
		['a list with something else', { images: [address('a'), 'b'] }, {}],
		['a text with an address in it', { prompt: `as in ${address('a')}` }, {}],
		['a file as base64', { image: 'data:image/png;base64,AAAA' }, {}],
		[
			'an address that is none of WaveSpeed’s',
			{ image: address('a'.repeat(REUSE_ADDRESS_LIMIT_CHARACTERS)) },
			{},
		],
		['a number', { seed: 1 }, {}],
		['no input', undefined, {}],
	])('are found: %s', (_what, input, expected) => {
		expect(Object.fromEntries(fileAddressesIn(input))).toEqual(expected);
	});

	it('are compared in the order of their inputs’ names and of their lists', () => {
		const entries: Array<[string, unknown]> = [
			['image', address('b')],
			['images', [address('d'), address('c')]],
			['video', address('a')],
		];
		const expected = ['b', 'd', 'c', 'a'].map(address);
		for (const some of [entries, [...entries].reverse()])
			expect(allOf(fileAddressesIn(Object.fromEntries(some)))).toEqual(expected);
	});
});

describe('predictions that are similar but for their files', () => {
	const results = (inputs: object[]) => {
		const made = new PaidResults(undefined, 0);
		inputs.forEach((input, index) => {
			const row = { id: String(index), fields: { id: String(index), status: 'completed' } };
			made.add({ ...row, createdAt: 1_000 - index, input: digestListedInput(input) }, input);
		});
		return made;
	};
	const similarTo = (made: PaidResults, input: object) => {
		const meaning = made.meaningOf(digestInput(input as never), undefined, fileAddressesIn(input));
		return made.similarTo(meaning).map(({ id }) => id);
	};

	it('have files in the same inputs, and as many', () => {
		const made = results([
			{ prompt: 'p', image: address('a') },
			{ prompt: 'p', image: address('b') },
			{ prompt: 'q', image: address('a') },
			{ prompt: 'p', video: address('a') },
			{ prompt: 'p', image: [address('a')] },
			{ prompt: 'p', image: [address('a'), address('b')] },
			{ prompt: 'p' },
		]);
		expect(similarTo(made, { prompt: 'p', image: address('c') })).toEqual(['0', '1']);
		expect(similarTo(made, { prompt: 'p', image: [address('c'), address('d')] })).toEqual(['5']);
	});

	it('are not those that are given away', () => {
		const made = results([{ image: address('a') }, { image: address('b') }]);
		const [first] = made.take(
			made.meaningOf(digestInput({ image: address('a') }), undefined),
			1,
			() => true,
		);
		expect(first!.id).toBe('0');
		expect(made.claim(first!)).toBe(false);
		expect(similarTo(made, { image: address('c') })).toEqual(['1']);
	});

	it('are the newest, with so many addresses and no more', () => {
		const each = 100;
		const images = Array.from({ length: each }, (_one, index) => address(`a-${index}`));
		const made = results(
			Array.from({ length: REUSE_ADDRESSES_KEPT / each + 5 }, () => ({ images })),
		);
		expect(similarTo(made, { images })).toHaveLength(REUSE_ADDRESSES_KEPT / each);
	});
});
