import { REUSE_PREDICTIONS_COMPARED } from '../../nodes/WaveSpeed/policy.ts';
import { accountWithFiles, STORAGE } from './filesInMemory.mts';

const noteOf = ([row]: Array<Record<string, unknown>>) => row!.reuse_note;

describe('the files of a request', () => {
	it('all count, each at its input, in whatever order the list shows them', async () => {
		const { api, paidBefore } = accountWithFiles();
		const { before, execute } = await paidBefore({ image: 'cat', last_image: 'dog' });
		const [made] = api.predictions;
		made!.input = Object.fromEntries(Object.entries(made!.input).reverse());
		expect((await execute({ image: 'dog', last_image: 'cat' })).paid).toBe(1);
		expect((await execute({ image: 'cat', last_image: 'cow' })).paid).toBe(1);
		const { json, paid } = await execute({ image: 'cat', last_image: 'dog' });
		expect([paid, json[0]!.id]).toEqual([0, before[0]!.id]);
	});

	it('count in a list by their places', async () => {
		const { paidBefore } = accountWithFiles();
		const { before, execute } = await paidBefore({ images: ['cat', 'dog'] });
		expect((await execute({ images: ['dog', 'cat'] })).paid).toBe(1);
		expect((await execute({ images: ['cat'] })).paid).toBe(1);
		const { json, paid } = await execute({ images: ['cat', 'dog'] });
		expect([paid, json[0]!.id]).toEqual([0, before[0]!.id]);
	});

	const given = (url: string) => ({ input: { prompt: 'a', last_image: url } });
	it('may be beside an address that the user gives, which has to be the same', async () => {
		const { storage, paidBefore } = accountWithFiles();
		const elsewhere = given('https://files.example/a.png');
		const { before, execute } = await paidBefore({ image: 'cat' }, elsewhere);
		const other = await execute({ image: 'cat' }, given('https://files.example/b.png'));
		expect([other.paid, storage.downloads.length]).toEqual([1, 0]);
		const { json, paid } = await execute({ image: 'cat' }, elsewhere);
		expect([paid, json[0]!.id]).toEqual([0, before[0]!.id]);
	});

	it.each(['https://files.example/', `${STORAGE}.example/`, `https://files.example/${STORAGE}/`])(
		'are not looked for at addresses that are not in WaveSpeed’s storage: %s',
		async (folder) => {
			const { api, storage, paidBefore } = accountWithFiles();
			const { execute } = await paidBefore({ image: 'cat' });
			api.predictions[0]!.input.image = folder;
			const { json, paid } = await execute({ image: 'cat' });
			expect([paid, noteOf(json)]).toEqual([1, undefined]);
			const { origin } = new URL(folder);
			expect(api.requests.filter((request) => request.origin === origin)).toEqual([]);
			expect(storage.downloads).toEqual([]);
		},
	);

	it('that the user gives by address are not compared, however many others there are', async () => {
		const { api, paidBefore } = accountWithFiles();
		const image = (url: string) => ({ input: { prompt: 'a', image: url } });
		const { execute } = await paidBefore({}, image('https://files.example/a.png'));
		const [made] = api.predictions;
		for (let count = 0; count <= REUSE_PREDICTIONS_COMPARED; count++)
			api.predictions.push({ ...made!, id: `${count}`.padStart(32, 'c') });
		const { json, paid } = await execute({}, image('https://files.example/b.png'));
		expect([paid, noteOf(json)]).toEqual([1, undefined]);
	});
});
