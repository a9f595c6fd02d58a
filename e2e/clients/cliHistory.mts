import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ClientSetup } from './clientSetup.mts';
import { PICTURES, type Commands } from './cliCommands.mts';
import { madeOf, only } from './evidence.mts';
import type { Call } from './judge.mts';

interface Row {
	id: string;
	model: string;
	status: string;
	outputs: unknown[];
	input?: { prompt?: string };
}
interface Page {
	page: number;
	items: Row[];
}

/** What the CLI does with predictions that were made before. */
export function historyCalls(
	{ emulator, folder }: ClientSetup,
	{ say, json, run }: Commands,
): Call[] {
	return [
		{
			name: 'show --download',
			async run() {
				const { outputs } = await run('a lighthouse');
				const { id } = madeOf(emulator);
				const shown = await json<Row & { saved: string[] }>(
					'show',
					id,
					'--download',
					path.join(folder, 'shown.png'),
				);
				assert.equal(shown.id, id);
				assert.deepEqual(shown.outputs, outputs);
				assert.ok((await readFile(only(shown.saved))).equals(await emulator.outputBytesOf(id)));
				assert.match(await say('show', id), /status: +completed/);
				return 'the very file';
			},
		},
		{
			name: 'history, page by page',
			async run() {
				const limit = String(Math.ceil(emulator.predictions.length / 3));
				const listed: string[] = [];
				for (let page = 1; ; page++) {
					const answer = await json<Page>('history', '--limit', limit, '--page', String(page));
					assert.equal(answer.page, page);
					if (answer.items.length === 0) break;
					listed.push(...answer.items.map(({ id }) => id));
				}
				assert.deepEqual(listed, emulator.predictions.map(({ id }) => id).reverse());
				return `${listed.length} predictions, newest first`;
			},
		},
		{
			name: 'history with filters, and with inputs',
			async run() {
				const { items: failed } = await json<Page>('history', '--status', 'failed');
				assert.ok(failed.length > 0 && failed.every(({ status }) => status === 'failed'));
				const { items } = await json<Page>('history', '--model', PICTURES, '--limit', '1');
				assert.equal(only(items).input?.prompt, 'a lighthouse');
				assert.match(await say('history', '--limit', '3'), /prompt: a lighthouse/);
				return `${failed.length} failed; the newest is “a lighthouse”`;
			},
		},
		{
			name: 'history between two times',
			async run() {
				const [first, second] = emulator.predictions;
				const at = (ms = 0) => new Date(ms).toISOString();
				const { items } = await json<Page>(
					'history',
					'--since',
					at(first?.createdAt),
					'--until',
					at((second?.createdAt ?? 0) - 1),
				);
				assert.equal(only(items).id, first?.id);
				return 'the one made in between';
			},
		},
		...(['has_more', 'none'] as const).map((listCount) => ({
			name: `history where pages tell ${listCount === 'none' ? 'no number' : listCount}`,
			async run() {
				emulator.quirks.listCount = listCount;
				const { items } = await json<Page>('history').finally(
					() => (emulator.quirks.listCount = 'total'),
				);
				return `${items.length} predictions`;
			},
		})),
		...(['count', 'null'] as const).map((deleteAnswer) => ({
			name: `delete, answered with ${deleteAnswer === 'null' ? 'null' : 'a count'}`,
			async run() {
				const { id } = madeOf(emulator);
				emulator.quirks.deleteAnswer = deleteAnswer;
				const answer = await json<{ deleted: string[] }>('delete', id).finally(
					() => (emulator.quirks.deleteAnswer = 'count'),
				);
				assert.deepEqual(answer, { deleted: [id] });
				const { items } = await json<Page>('history');
				assert.ok(!items.some((row) => row.id === id), 'it is still listed');
				return 'it is off the list';
			},
		})),
		{
			name: 'show of a prediction that nobody made',
			refusals: [404],
			async run() {
				await assert.rejects(say('show', '0'.repeat(32)), /404/);
				return 'it says that there is none';
			},
		},
	];
}
