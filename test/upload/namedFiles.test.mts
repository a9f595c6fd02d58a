import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { Emulator } from '../../emulator/index.mts';
import { time } from '../startEmulator.mts';
import { runWorkflow, type WorkflowOptions } from '../workflow/engine.mts';
import { emulatorForEachTest } from './emulatorForEachTest.mts';
import { binary, fetchBytes, png, type BinaryMode } from './storedFiles.mts';

// Whole workflows take their time on a busy machine.

const ONE_IMAGE = 'openai/sora-2/image-to-video';
const SEVERAL_IMAGES = 'google/nano-banana-pro/edit';

const model = (value: string, input: string, binaryField: unknown): IDataObject => ({
	resource: 'prediction',
	operation: 'submit',
	model: { __rl: true, mode: 'id', value },
	inputMode: 'fields',
	prompt: 'it comes alive',
	binaryInputs: { files: [{ input, binaryField }] } as never,
});

describe.each<BinaryMode>(['default', 'filesystem'])('Binary Field, binary mode %s', (mode) => {
	let emulator: Emulator;
	emulatorForEachTest(mode, (started) => (emulator = started), { generationTimeMs: 50 });

	const run = async (options: Partial<WorkflowOptions>) =>
		await runWorkflow({ baseUrl: emulator.url, parameters: {}, ...options });
	const submissions = () =>
		emulator.requestsTo({ host: 'api', method: 'POST', path: /(video|edit)$/ });
	const item = async (
		files: Record<string, Buffer>,
		fileName?: string,
	): Promise<INodeExecutionData> => ({
		json: {},
		binary: Object.fromEntries(
			await Promise.all(
				Object.entries(files).map(
					async ([name, bytes]) => [name, await binary(bytes, { fileName })] as const,
				),
			),
		),
	});
	const sentFor = async (value: string, input: string, field: unknown, one: INodeExecutionData) => {
		const { failure } = await run({ parameters: model(value, input, field), items: [one] });
		expect(failure).toBeUndefined();
		const [submission] = submissions();
		const addresses = [(submission!.body as Record<string, unknown>)[input]].flat();
		return await Promise.all(addresses.map(fetchBytes));
	};

	it('that gives all files of an item sends each, though all are called alike', async () => {
		const bytes = [png(), png(), png()];
		const one = await item({ a: bytes[0]!, b: bytes[1]!, c: bytes[2]! }, 'image.png');
		const sent = await sentFor(
			SEVERAL_IMAGES,
			'images',
			'={{ Object.values($input.item.binary) }}',
			one,
		);
		expect(sent.map((file) => bytes.findIndex((own) => own.equals(file)))).toEqual([0, 1, 2]);
	});

	it('sends files that a Code node made, without a place in n8n’s store and all called alike', async () => {
		const bytes = [png(), png(), png()];
		const made = bytes.map((own) => ({
			mimeType: 'image/png',
			fileName: 'image.png',
			data: own.toString('base64'),
		}));
		const one = { json: {}, binary: { a: made[0]!, b: made[1]!, c: made[2]! } };
		const sent = await sentFor(
			SEVERAL_IMAGES,
			'images',
			'={{ Object.values($input.item.binary) }}',
			one,
		);
		expect(sent.map((file) => bytes.findIndex((own) => own.equals(file)))).toEqual([0, 1, 2]);
	});

	it('named twice is sent once', async () => {
		const one = await item({ data: png() });
		expect(await sentFor(SEVERAL_IMAGES, 'images', 'data, data, d*', one)).toHaveLength(1);
	});

	it.each(['={{ $binary.photo }}', '={{ $binary["photo"] }}'])(
		'%s means that file',
		async (field) => {
			const bytes = png();
			const one = await item({ photo: bytes });
			const [sent] = await sentFor(ONE_IMAGE, 'image', field, one);
			expect(sent!.equals(bytes)).toBe(true);
		},
	);

	it('as an expression inside a text says what to write instead', async () => {
		const { failure } = await run({
			parameters: model(ONE_IMAGE, 'image', '=file {{ $binary.data }}'),
			items: [await item({ data: png() })],
		});
		expect(failure?.message).toMatch(
			/gives a file in the middle of a text.+Write the field’s name alone/,
		);
		expect(emulator.requestsTo({ method: 'PUT' })).toHaveLength(0);
		expect(submissions()).toHaveLength(0);
	});

	it('that gives something else says what the item has', async () => {
		const { failure } = await run({
			parameters: model(ONE_IMAGE, 'image', '={{ { a: 1 } }}'),
			items: [await item({ data: png() })],
		});
		expect(failure?.message).toMatch(/something other than a file of the item; it has “data”/);
		expect(submissions()).toHaveLength(0);
	});

	it.each([
		['final, cut, 2.png', ['final, cut, 2.png']],
		['data, final, cut, 2.png', ['data', 'final, cut, 2.png']],
		['final, cut, 2.png,data', ['final, cut, 2.png', 'data']],
	])('“%s” takes names with commas', async (field, names) => {
		const files = { 'final, cut, 2.png': png(), data: png() };
		const sent = await sentFor(SEVERAL_IMAGES, 'images', field, await item(files));
		const expected = names.map((name) => files[name as keyof typeof files]);
		expect(sent.map((file, index) => file.equals(expected[index]!))).toEqual(names.map(() => true));
	});

	it.each([
		['a*c*e', ['abcde', 'ace']],
		['*', ['abcde', 'ace', 'xyz']],
		['*z', ['xyz']],
		['x**', ['xyz']],
	])('%s takes what fits', async (pattern, names) => {
		const files = { abcde: png(), ace: png(), xyz: png() };
		const sent = await sentFor(SEVERAL_IMAGES, 'images', pattern, await item(files));
		const taken = Object.entries(files).filter(([, own]) => sent.some((file) => own.equals(file)));
		expect(taken.map(([name]) => name)).toEqual(names);
	});

	it.each([
		['commas', ','.repeat(500_000)],
		['stars', `${'*a'.repeat(50_000)}b`],
	])('of a megabyte of %s ends in one short sentence', async (_what, field) => {
		const { failure } = await run({
			parameters: model(ONE_IMAGE, 'image', field),
			items: [await item({ [`${'a'.repeat(5_000)}`]: png(), data: png() })],
		});
		expect(failure?.message).toMatch(/binary field/);
		expect(failure!.message.length).toBeLessThan(3_000);
		expect(submissions()).toHaveLength(0);
	});
});

describe('a file that WaveSpeed turns away', () => {
	let emulator: Emulator;
	emulatorForEachTest('default', (started) => (emulator = started), { generationTimeMs: 50 });

	const upload = async () =>
		await runWorkflow({
			baseUrl: emulator.url,
			time,
			parameters: model(ONE_IMAGE, 'image', 'data'),
			items: [{ json: {}, binary: { data: await binary(png()) } }],
		});
	const tickets = () => emulator.requestsTo({ path: '/api/v3/media/uploads' });
	const answerTickets = (status: number, body: unknown, times = 100) =>
		emulator.misbehave({
			when: { path: '/api/v3/media/uploads' },
			times,
			do: { kind: 'reply', status, body },
		});

	it.each([
		[
			'with its words in an envelope',
			200,
			{ code: 500, message: 'Upload failed: invalid file type' },
		],
		['as a bad request', 400, { code: 400, message: 'Upload failed: invalid file type' }],
		['without an envelope', 415, { error: 'Upload failed: invalid file type' }],
	])('%s is asked for once, in the server’s words', async (_how, status, body) => {
		answerTickets(status, body);
		const { failure } = await upload();
		expect(failure?.message).toMatch(
			/“cat\.png” in the binary field “data” was rejected by WaveSpeed, which says: “Upload failed: invalid file type” Use a file of another type/,
		);
		expect(failure?.message).not.toMatch(/[Tt]ry again/);
		expect(failure?.context?.data).toMatchObject({ reason: 'uploadRefused' });
		expect(tickets()).toHaveLength(1);
		expect(emulator.predictions).toHaveLength(0);
	});

	it.each([
		['HTTP 503', 503, { message: 'busy' }],
		['code 500 without a reason', 200, { code: 500, message: 'internal error' }],
	])('for %s costs six requests at most', async (_how, status, body) => {
		answerTickets(status, body);
		const { failure } = await upload();
		expect(failure?.message).toMatch(/could not be uploaded/);
		expect(tickets()).toHaveLength(6);
	});

	it('sends the storage each header of its ticket as it stands there', async () => {
		const headers = {
			'If-None-Match': '*',
			'x-amz-meta-Name': 'a b;c',
			'Cache-Control': 'no-store',
		};
		emulator.misbehave({
			when: { path: '/api/v3/media/uploads' },
			do: {
				kind: 'transform',
				change: (answer) => ({
					...answer,
					data: {
						...answer.data,
						upload: {
							...answer.data.upload,
							headers: { ...answer.data.upload.headers, ...headers },
						},
					},
				}),
			},
		});
		const { failure } = await upload();
		expect(failure).toBeUndefined();
		const [put] = emulator.requestsTo({ method: 'PUT' });
		expect(put!.headers).toMatchObject({
			'if-none-match': '*',
			'x-amz-meta-name': 'a b;c',
			'cache-control': 'no-store',
		});
		expect(put!.headers.authorization).toBeUndefined();
	});
});
