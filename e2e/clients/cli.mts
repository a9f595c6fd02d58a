import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ClientSetup } from './clientSetup.mts';
import { openCommands, PICTURES } from './cliCommands.mts';
import { historyCalls } from './cliHistory.mts';
import { madeOf, only, outputsOf, sameBytes } from './evidence.mts';
import type { Call, Client } from './judge.mts';

/**
 * The CLI. It lists and deletes, asks the older price endpoint and uploads in one multipart request.
 * What opens a browser or only writes files is left out.
 */
export async function cli(setup: ClientSetup): Promise<Client> {
	const { installed, emulator, env, folder, picture } = setup;
	const commands = await openCommands(setup);
	const { say, json, run } = commands;

	const calls: Call[] = [
		{
			name: 'login --api-key',
			async run() {
				assert.match(await say('login', '--api-key', String(env.WAVESPEED_API_KEY)), /Key:/);
				return 'signed in';
			},
		},
		{
			name: 'balance',
			async run() {
				const { balance } = await json<{ balance: number }>('balance');
				assert.equal(balance, emulator.balanceUsd);
				assert.match(await say('balance'), /Balance: \$\d+\.\d\d/);
				return `${balance} USD`;
			},
		},
		{
			name: 'models',
			async run() {
				const all = await json<Array<{ model_id: string; type: string }>>('models', '--refresh');
				const videos = await json<typeof all>('models', '-t', 'text-to-video', '--no-cache');
				assert.ok(all.some(({ model_id: id }) => id === PICTURES));
				assert.ok(videos.length > 0 && videos.length < all.length);
				assert.match(
					await say('models', 'z-image', '--popular', '--no-cache'),
					/live on Wavespeed/,
				);
				return `${all.length} models, ${videos.length} of them text to video`;
			},
		},
		{
			name: 'schema, and help made of it',
			async run() {
				const schema = await json<{ properties: object; required: string[] }>(
					'schema',
					PICTURES,
					'--refresh',
				);
				assert.deepEqual(schema.required, ['prompt']);
				assert.match(await say('schema', PICTURES), /Try it:/);
				assert.match(await say('run', PICTURES, '--help'), /Inputs.*1 required/);
				return Object.keys(schema.properties).join(', ');
			},
		},
		{
			name: 'price',
			async run() {
				const price = await json<{ model_id: string; unit_price: number; currency: string }>(
					'price',
					'wavespeed-ai/minimax-h3/text-to-video',
					'-i',
					'duration=10',
					'resolution=768p',
				);
				assert.equal(price.unit_price, 0.6);
				assert.equal(price.currency, 'USD');
				return `${price.unit_price} ${price.currency}`;
			},
		},
		{
			name: 'run --download',
			async run() {
				const to = path.join(folder, 'boat-{index}.{ext}');
				const { outputs, saved } = await run('a boat', '--download', to);
				assert.ok(
					(await readFile(only(saved))).equals(await emulator.outputBytesOf(madeOf(emulator).id)),
					'other bytes were saved',
				);
				return await sameBytes(emulator, outputs);
			},
		},
		{
			name: 'run --sync',
			async run() {
				return await sameBytes(emulator, (await run('a boat', '--sync')).outputs);
			},
		},
		{
			name: 'run: a text',
			async run() {
				const { outputs } = await json<{ outputs: unknown[] }>(
					'run',
					'wavespeed-ai/any-llm',
					'-p',
					'hello',
				);
				assert.deepEqual(outputs, outputsOf(madeOf(emulator)));
				return 'one text';
			},
		},
		{
			name: 'run: a prediction that fails',
			async run() {
				await assert.rejects(run('a boat [fail]'), (error: Error) => {
					assert.match(error.message, /Task execution failed/);
					return error.message.includes(madeOf(emulator).id);
				});
				return 'failed, with its id';
			},
		},
		{
			name: 'upload (multipart), then run with it',
			async run() {
				const { url } = await json<{ url: string }>('upload', picture.file);
				const stored = Buffer.from(await (await fetch(url)).arrayBuffer());
				assert.ok(stored.equals(picture.bytes), 'other bytes were stored');
				const { outputs } = await json<{ outputs: unknown[] }>(
					'run',
					'bytedance/seedance-2.5/image-to-video',
					'-p',
					'it swims',
					'-i',
					`image=${url}`,
				);
				return await sameBytes(emulator, outputs);
			},
		},
		{
			name: 'download',
			async run() {
				const { outputs } = await run('a boat');
				const to = path.join(folder, 'downloaded.png');
				const { saved } = await json<{ saved: string[] }>('download', String(outputs[0]), '-o', to);
				const served = await emulator.outputBytesOf(madeOf(emulator).id);
				assert.ok((await readFile(only(saved))).equals(served));
				return 'the very file';
			},
		},
		...historyCalls(setup, commands),
	];
	return { name: `@wavespeed/cli ${await installed.version('@wavespeed/cli')}`, calls };
}
