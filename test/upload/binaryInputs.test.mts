import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { Emulator } from '../../emulator/index.mts';
import { runWorkflow, type WorkflowOptions } from '../workflow/engine.mts';
import { emulatorForEachTest } from './emulatorForEachTest.mts';
import { binary, fetchBytes, linesLogged, mp4, png, type BinaryMode } from './storedFiles.mts';

// Whole workflows take their time on a busy machine.
const IMAGE_TO_VIDEO = 'openai/sora-2/image-to-video';
const SEVERAL_IMAGES = 'google/nano-banana-pro/edit';

const model = (value: string, files: IDataObject[], more: IDataObject = {}): IDataObject => ({
	resource: 'prediction',
	operation: 'submit',
	model: { __rl: true, mode: 'id', value },
	inputMode: 'fields',
	prompt: 'it comes alive',
	binaryInputs: { files },
	...more,
});

describe.each<BinaryMode>(['default', 'filesystem'])('Binary Inputs, binary mode %s', (mode) => {
	let emulator: Emulator;

	emulatorForEachTest(mode, (started) => (emulator = started), { generationTimeMs: 50 });

	const run = async (options: Partial<WorkflowOptions>) =>
		await runWorkflow({ baseUrl: emulator.url, parameters: {}, ...options });
	const items = async (...files: Array<Record<string, Buffer>>): Promise<INodeExecutionData[]> =>
		await Promise.all(
			files.map(async (fields, item) => ({
				json: {},
				binary: Object.fromEntries(
					await Promise.all(
						Object.entries(fields).map(
							async ([name, bytes]) => [name, await binary(bytes)] as const,
						),
					),
				),
				pairedItem: { item },
			})),
		);
	const submissions = () =>
		emulator.requestsTo({ host: 'api', method: 'POST', path: /(video|edit)$/ });
	const puts = () => emulator.requestsTo({ host: 'outputs', method: 'PUT' });
	const inputOf = (index: number) => submissions()[index]!.body as Record<string, unknown>;

	it('submits the address of the uploaded file, whose bytes are the item’s', async () => {
		const bytes = png(300_000);
		const { failure } = await run({
			parameters: model(IMAGE_TO_VIDEO, [{ input: 'image', binaryField: 'data' }]),
			items: await items({ data: bytes }),
		});
		expect(failure).toBeUndefined();
		expect(submissions()).toHaveLength(1);
		expect(inputOf(0)).toEqual({ prompt: 'it comes alive', image: expect.any(String) });
		expect((await fetchBytes(inputOf(0).image)).equals(bytes)).toBe(true);
	});

	it('sends the storage exactly the ticket’s headers and the length, and never the key', async () => {
		const bytes = png();
		await run({
			parameters: model(IMAGE_TO_VIDEO, [{ input: 'image', binaryField: 'data' }]),
			items: await items({ data: bytes }),
		});
		const [ticket] = emulator.requestsTo({ path: '/api/v3/media/uploads' });
		expect(ticket!.body).toEqual({
			filename: 'cat.png',
			size: bytes.length,
			content_type: 'image/png',
		});
		expect(puts()).toHaveLength(1);
		const { headers } = puts()[0]!;
		expect(headers['content-type']).toBe('image/png');
		expect(headers['content-length']).toBe(String(bytes.length));
		expect(headers['transfer-encoding']).toBeUndefined();
		expect(JSON.stringify(emulator.requestsTo({ host: 'outputs' }))).not.toContain('test-key');
	});

	it('puts several files into a list input, in the order a person counts, after the form’s addresses', async () => {
		const files = Object.fromEntries(
			['data_10', 'data', 'data_2', 'other'].map((name) => [name, png()]),
		);
		const { failure } = await run({
			parameters: model(SEVERAL_IMAGES, [{ input: 'images', binaryField: 'data*, other' }], {
				inputFields: {
					mappingMode: 'defineBelow',
					value: { images: 'https://example.com/first.png' },
				},
			}),
			items: await items(files),
		});
		expect(failure).toBeUndefined();
		const [first, ...uploaded] = inputOf(0).images as string[];
		expect(first).toBe('https://example.com/first.png');
		const sent = await Promise.all(uploaded.map(fetchBytes));
		const expected = ['data', 'data_2', 'data_10', 'other'].map((name) => files[name]!);
		expect(sent.map((bytes, index) => bytes.equals(expected[index]!))).toEqual([
			true,
			true,
			true,
			true,
		]);
	});

	it('uploads equal content once for the whole run', async () => {
		const bytes = png();
		await run({
			parameters: model(IMAGE_TO_VIDEO, [{ input: 'image', binaryField: 'data' }]),
			items: await items({ data: bytes }, { data: bytes }, { data: png() }, { data: bytes }),
		});
		expect(puts()).toHaveLength(2);
		expect(submissions()).toHaveLength(4);
		const addresses = submissions().map(({ body }) => (body as { image: string }).image);
		expect(new Set(addresses).size).toBe(2);
	});

	it('takes up the first try’s prediction again, since the second try finds the same address', async () => {
		emulator.misbehave({
			when: { host: 'api', method: 'GET', path: /result/ },
			times: 6,
			do: { kind: 'reset' },
		});
		const { success, failure } = await run({
			parameters: model(IMAGE_TO_VIDEO, [{ input: 'image', binaryField: 'data' }], {
				operation: 'generateAndWait',
			}),
			items: await items({ data: png() }),
			retryOnFail: true,
		});
		expect(failure).toBeUndefined();
		expect(success).toHaveLength(1);
		expect(puts()).toHaveLength(1);
		expect(submissions()).toHaveLength(1);
	});

	it('uploads in one request to the API where it has no tickets', async () => {
		emulator.misbehave({
			when: { path: '/api/v3/media/uploads' },
			times: 99,
			do: { kind: 'reply', status: 404, body: { code: 404, message: 'not found' } },
		});
		const bytes = png(200_000);
		const { failure } = await run({
			parameters: model(IMAGE_TO_VIDEO, [{ input: 'image', binaryField: 'data' }]),
			items: await items({ data: bytes }, { data: png() }),
		});
		expect(failure).toBeUndefined();
		const posts = emulator.requestsTo({ path: '/api/v3/media/upload/binary' });
		expect(posts).toHaveLength(2);
		expect(posts[0]!.headers.authorization).toBe('Bearer test-key');
		expect(posts[0]!.headers['transfer-encoding']).toBeUndefined();
		const images = await Promise.all(
			submissions().map(async ({ body }) => await fetchBytes((body as IDataObject).image)),
		);
		expect(images.some((image) => image.equals(bytes))).toBe(true);
	});

	it.each([
		['an error of the storage', { kind: 'reply', status: 503, body: 'slow down' }],
		['a broken connection', { kind: 'reset' }],
	] as const)('repeats an upload after %s, with a ticket of its own', async (_what, fault) => {
		emulator.misbehave({ when: { host: 'outputs', method: 'PUT' }, do: fault });
		const { failure } = await run({
			parameters: model(IMAGE_TO_VIDEO, [{ input: 'image', binaryField: 'data' }]),
			items: await items({ data: png() }),
		});
		expect(failure).toBeUndefined();
		expect(emulator.requestsTo({ path: '/api/v3/media/uploads' })).toHaveLength(2);
		expect(puts()).toHaveLength(2);
		expect(submissions()).toHaveLength(1);
	});

	it('submits nothing and names the file when the storage keeps refusing', async () => {
		emulator.misbehave({
			when: { host: 'outputs', method: 'PUT' },
			times: 99,
			do: { kind: 'reply', status: 503, body: '<Error><Code>SlowDown</Code></Error>' },
		});
		const { failure } = await run({
			parameters: model(IMAGE_TO_VIDEO, [{ input: 'image', binaryField: 'data' }]),
			items: await items({ data: png() }),
		});
		expect(failure?.message).toMatch(
			/“cat\.png”.*“data”.*HTTP 503 \(SlowDown\).*Nothing was submitted/,
		);
		expect(puts()).toHaveLength(3);
		expect(submissions()).toHaveLength(0);
	});

	it('does not follow a storage that redirects', async () => {
		emulator.misbehave({
			when: { host: 'outputs', method: 'PUT' },
			do: { kind: 'redirect', location: `${emulator.outputsUrl}/elsewhere`, status: 307 },
		});
		const { failure } = await run({
			parameters: model(IMAGE_TO_VIDEO, [{ input: 'image', binaryField: 'data' }]),
			items: await items({ data: png() }),
		});
		expect(failure?.message).toMatch(/redirect/);
		expect(puts()).toHaveLength(1);
		expect(submissions()).toHaveLength(0);
	});

	it.each([
		['a cloud’s credentials', 'http://169.254.169.254/latest'],
		['no address', 'file:///etc/passwd'],
	])('puts nothing to a storage at %s', async (_what, url) => {
		emulator.misbehave({
			when: { path: '/api/v3/media/uploads' },
			do: {
				kind: 'transform',
				change: (answer) => ({
					...answer,
					data: { ...answer.data, upload: { ...answer.data.upload, url } },
				}),
			},
		});
		const { failure } = await run({
			parameters: model(IMAGE_TO_VIDEO, [{ input: 'image', binaryField: 'data' }]),
			items: await items({ data: png() }),
		});
		expect(failure?.message).toMatch(/“cat\.png”.*storage in a private network/);
		expect(puts()).toHaveLength(0);
		expect(submissions()).toHaveLength(0);
	});

	it('never hands the key to the storage, not even when the ticket asks for it', async () => {
		emulator.misbehave({
			when: { path: '/api/v3/media/uploads' },
			do: {
				kind: 'transform',
				change: (answer) => {
					answer.data.upload.headers.authorization = 'Bearer test-key';
					return answer;
				},
			},
		});
		await run({
			parameters: model(IMAGE_TO_VIDEO, [{ input: 'image', binaryField: 'data' }]),
			items: await items({ data: png() }),
		});
		expect(JSON.stringify(emulator.requestsTo({ host: 'outputs' }))).not.toContain('test-key');
	});

	describe('refuses, before anything is uploaded or submitted for any item,', () => {
		const refusals: Array<
			[string, () => Promise<{ parameters: IDataObject; bad: Record<string, Buffer> }>, RegExp]
		> = [
			[
				'a binary field that does not exist',
				async () => ({
					parameters: model(IMAGE_TO_VIDEO, [{ input: 'image', binaryField: 'data' }]),
					bad: { picture: png() },
				}),
				/no binary field “data” for the input “image”; it has “picture”/,
			],
			[
				'an empty file',
				async () => ({
					parameters: model(IMAGE_TO_VIDEO, [{ input: 'image', binaryField: 'data' }]),
					bad: { data: Buffer.alloc(0) },
				}),
				/“data” is empty/,
			],
			[
				'a file of the wrong kind, whatever it is called',
				async () => ({
					parameters: model(IMAGE_TO_VIDEO, [{ input: 'image', binaryField: 'data' }]),
					bad: { data: mp4() },
				}),
				/“image” takes an image, but “cat\.png”.*video\/mp4/,
			],
			[
				'several files for an input that takes one',
				async () => ({
					parameters: model(IMAGE_TO_VIDEO, [{ input: 'image', binaryField: 'data*' }]),
					bad: { data: png(), data_1: png() },
				}),
				/“image” takes one file, but 2/,
			],
			[
				'a file for an input that the model has not',
				async () => ({
					parameters: model(IMAGE_TO_VIDEO, [{ input: 'imag', binaryField: 'data' }]),
					bad: { data: png() },
				}),
				/has no input “imag” that takes a file\. Did you mean “image”/,
			],
			[
				'a file for an input that the form gives an address for',
				async () => ({
					parameters: model(IMAGE_TO_VIDEO, [{ input: 'image', binaryField: 'data' }], {
						inputFields: {
							mappingMode: 'defineBelow',
							value: { image: 'https://example.com/a.png' },
						},
					}),
					bad: { data: png() },
				}),
				/“image” takes one file, but it is given both/,
			],
			[
				'more files than the list takes',
				async () => ({
					parameters: model(SEVERAL_IMAGES, [{ input: 'images', binaryField: 'data*' }]),
					bad: Object.fromEntries(
						Array.from({ length: 15 }, (_, index) => [`data_${index}`, png(100)]),
					),
				}),
				/images.*between 1 and 14 entries, but has 15/,
			],
		];

		it.each(refusals)('%s', async (_what, make, words) => {
			const { parameters, bad } = await make();
			const good = { data: png(100) };
			const { failure } = await run({ parameters, items: await items(good, bad) });
			expect(failure?.message).toMatch(words);
			expect(emulator.requestsTo({ path: '/api/v3/media/uploads' })).toHaveLength(0);
			expect(puts()).toHaveLength(0);
			expect(emulator.predictions).toHaveLength(0);
		});
	});

	it('fails only the item with the wrong file when the node goes on after errors', async () => {
		const { success, errors } = await run({
			parameters: model(IMAGE_TO_VIDEO, [{ input: 'image', binaryField: 'data' }]),
			items: await items({ data: png() }, { data: Buffer.alloc(0) }, { data: png() }),
			onError: 'continueErrorOutput',
		});
		expect(success.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 2 }]);
		expect(errors.map(({ json }) => json)).toEqual([
			expect.objectContaining({
				error: expect.stringMatching(/empty.*\[item 1\]$/),
				details: expect.objectContaining({ reason: 'fileEmpty', field: 'data' }),
			}),
		]);
		expect(emulator.predictions).toHaveLength(2);
	});

	it('names each failed item when items share an upload that fails', async () => {
		emulator.misbehave({
			when: { host: 'outputs', method: 'PUT' },
			times: 99,
			do: { kind: 'reply', status: 503 },
		});
		const bytes = png();
		const { errors } = await run({
			parameters: model(IMAGE_TO_VIDEO, [{ input: 'image', binaryField: 'data' }]),
			items: await items({ data: bytes }, { data: bytes }),
			onError: 'continueErrorOutput',
		});
		expect(errors.map(({ json }) => /\[item \d\]$/.exec(String(json.error))?.[0])).toEqual([
			'[item 0]',
			'[item 1]',
		]);
	});

	it('tell in the log that a large file is on its way', async () => {
		const size = 9 * 1024 * 1024;
		const lines = await linesLogged(async () => {
			const { failure } = await run({
				parameters: model(IMAGE_TO_VIDEO, [{ input: 'image', binaryField: 'data' }]),
				items: await items({ data: png(size) }),
			});
			expect(failure).toBeUndefined();
		});
		expect(lines.join('\n')).toMatch(/Item 0: uploading “cat\.png” \(9(\.\d)? MB\)\./);
	});
});

describe('Binary Inputs', () => {
	let emulator: Emulator;

	emulatorForEachTest('filesystem', (started) => (emulator = started));

	const submit = async (bytes: Buffer, facts = {}, onStart?: WorkflowOptions['onStart']) =>
		await runWorkflow({
			onStart,
			baseUrl: emulator.url,
			parameters: model(IMAGE_TO_VIDEO, [{ input: 'image', binaryField: 'data' }]),
			items: [{ json: {}, binary: { data: await binary(bytes, facts) } }],
		});

	it('tell in the log how far a large file is, by tenths, and nothing of a small one', async () => {
		const ofLarge = await linesLogged(async () => await submit(png(12 * 1024 * 1024)));
		const told = ofLarge.flatMap((line) => /(\d+) % of “cat\.png”/.exec(line)?.[1] ?? []);
		expect(told).toEqual(['10', '20', '30', '40', '50', '60', '70', '80', '90', '100']);
		const ofSmall = await linesLogged(async () => await submit(png()));
		expect(ofSmall.filter((line) => line.includes('%'))).toEqual([]);
	});

	it.each([
		['has one for files', IMAGE_TO_VIDEO],
		['requires only one of several', 'wavespeed-ai/minimax-h3/image-to-video'],
	])('need no name of an input where the model %s', async (_case, id) => {
		const { failure } = await runWorkflow({
			baseUrl: emulator.url,
			parameters: model(id, [{ input: '', binaryField: 'data' }]),
			items: [{ json: {}, binary: { data: await binary(png()) } }],
		});
		expect(failure).toBeUndefined();
		expect(emulator.predictions[0]!.input.image).toContain(emulator.outputsUrl);
	});

	it('take a binary of another node by expression', async () => {
		const bytes = png();
		const { failure } = await runWorkflow({
			baseUrl: emulator.url,
			parameters: model(IMAGE_TO_VIDEO, [
				{ input: '={{ "image" }}', binaryField: '={{ $("Start").item.binary.photo }}' },
			]),
			items: [{ json: {}, binary: { photo: await binary(bytes) }, pairedItem: { item: 0 } }],
		});
		expect(failure).toBeUndefined();
		expect((await fetchBytes(emulator.predictions[0]!.input.image)).equals(bytes)).toBe(true);
	});

	it('name a file’s extension by its first bytes where its name has none', async () => {
		await submit(png(), { fileName: 'folder/scan', mimeType: 'application/octet-stream' });
		const [ticket] = emulator.requestsTo({ path: '/api/v3/media/uploads' });
		expect(ticket!.body).toMatchObject({ filename: 'scan.png', content_type: 'image/png' });
	});

	it('leave data URIs and addresses in the form as they are', async () => {
		const image = 'data:image/png;base64,iVBORw0KGgo=';
		await runWorkflow({
			baseUrl: emulator.url,
			parameters: model(IMAGE_TO_VIDEO, [], {
				inputFields: { mappingMode: 'defineBelow', value: { image } },
			}),
		});
		expect(emulator.predictions[0]!.input.image).toBe(image);
		expect(emulator.requestsTo({ method: 'PUT' })).toHaveLength(0);
	});

	it('end with the execution when it is stopped in the middle of an upload', async () => {
		emulator.misbehave({ when: { host: 'outputs', method: 'PUT' }, do: { kind: 'stall' } });
		let stop = () => {};
		const running = submit(png(12 * 1024 * 1024), {}, (stopIt) => (stop = stopIt));
		while (emulator.requestsTo({ method: 'PUT' }).length === 0) {
			await new Promise((resolve) => setImmediate(resolve));
		}
		stop();
		const { failure } = await running;
		expect(failure?.message).toMatch(/stopped/);
		expect(emulator.requestsTo({ method: 'PUT' })).toHaveLength(1);
		expect(emulator.predictions).toHaveLength(0);
	});

	it('give a storage that never answers up, and submit nothing', async () => {
		emulator.misbehave({
			when: { host: 'outputs', method: 'PUT' },
			times: 99,
			do: { kind: 'stall' },
		});
		const { failure } = await runWorkflow({
			baseUrl: emulator.url,
			parameters: model(IMAGE_TO_VIDEO, [{ input: 'image', binaryField: 'data' }]),
			items: [{ json: {}, binary: { data: await binary(png(3 * 1024 * 1024)) } }],
		});
		expect(failure?.message).toMatch(
			/“cat\.png”.*connection to the storage broke or took too long/,
		);
		expect(emulator.requestsTo({ method: 'PUT' })).toHaveLength(3);
		expect(emulator.predictions).toHaveLength(0);
	});
});
