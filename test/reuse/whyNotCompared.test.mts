import { REUSE_CLOCK_TOLERANCE, REUSE_FILES_COMPARED } from '../../nodes/WaveSpeed/policy.ts';
import { accountWithFiles, STORAGE } from './filesInMemory.mts';

const noteSaying = (words: string) =>
	`There may be an equal prediction that was made from the same file at another address, which ${words}.`;
const noteOf = ([row]: Array<Record<string, unknown>>) => row!.reuse_note;

describe('where nobody knows whether a file is the same', () => {
	const paidFor = async (
		prepare: (account: ReturnType<typeof accountWithFiles>) => void,
		words: string,
	) => {
		const account = accountWithFiles();
		const { execute } = await account.paidBefore({ image: 'cat' });
		prepare(account);
		const { json, paid, log } = await execute({ image: 'cat' });
		expect([paid, json[0]!.reused]).toEqual([1, false]);
		const note = noteSaying(words);
		expect(noteOf(json)).toBe(note);
		expect(log).toContain(`Item 0: ${note}`);
		return account.storage.downloads.length;
	};

	it('the item is paid for and says why, and asks once for what is gone', async () => {
		const downloads = await paidFor(({ api, storage }) => {
			storage.files.clear();
			api.predictions.push({ ...api.predictions[0]!, id: 'b'.repeat(32) });
		}, 'WaveSpeed does not have any more');
		expect(downloads).toBe(1);
	});

	it('no more than so many files are looked at', async () => {
		const downloads = await paidFor(({ api, storage }) => {
			const [made] = api.predictions;
			for (let count = 0; count < REUSE_FILES_COMPARED; count++) {
				const image = `${STORAGE}/media/other-${count}.png`;
				storage.files.set(image, { bytes: Buffer.from('horse') });
				const id = `${count}`.padStart(32, 'c');
				api.predictions.push({ ...made!, id, input: { ...made!.input, image } });
			}
		}, `was not compared, as one run compares at most ${REUSE_FILES_COMPARED} files, and only for some minutes`);
		expect(downloads).toBe(REUSE_FILES_COMPARED);
	});

	it('an older prediction is taken all the same, and nothing is told', async () => {
		const { storage, paidBefore, startN8n } = accountWithFiles();
		const { before } = await paidBefore({ image: 'cat' });
		await startN8n()({ image: 'cat' }, { options: { reusePaidResults: 'never' } });
		storage.files.delete(`${STORAGE}/media/2.png`);
		const { json, paid } = await startN8n()({ image: 'cat' });
		expect([paid, json[0]!.id]).toEqual([0, before[0]!.id]);
		expect(json[0]).not.toHaveProperty('reuse_note');
	});

	it.each([
		[0, true],
		[1_000, false],
	])(
		'for it was changed %i ms later than clocks differ, it is reused: %s',
		async (later, reused) => {
			const { api, storage, time, paidBefore } = accountWithFiles();
			const { execute } = await paidBefore({ image: 'cat' });
			const createdAt = time.date();
			createdAt.setMilliseconds(0);
			api.predictions[0]!.createdAt = createdAt;
			storage.files.get(`${STORAGE}/media/1.png`)!.changedAt = new Date(
				createdAt.getTime() + REUSE_CLOCK_TOLERANCE + later,
			);
			const { json } = await execute({ image: 'cat' });
			expect(json[0]).toMatchObject({ reused });
			expect(noteOf(json)).toBe(reused ? undefined : noteSaying('was changed after that'));
		},
	);
});
