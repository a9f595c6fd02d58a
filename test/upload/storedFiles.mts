import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { BinaryDataConfig, BinaryDataService } from 'n8n-core';
import type { IBinaryData } from 'n8n-workflow';

import { runWorkflow } from '../workflow/engine.mts';

// n8n-core's own copy: another one would know none of its services.
const fromCore = createRequire(require.resolve('n8n-core'));
const { Container } = fromCore('@n8n/di') as {
	Container: { get<T>(service: abstract new (...args: never[]) => T): T };
};

export type BinaryMode = 'default' | 'filesystem';

const folder = mkdtempSync(join(tmpdir(), 'wavespeed-upload-'));

/** From here on n8n keeps binary data in memory, or in files. */
export async function keepBinariesIn(mode: BinaryMode): Promise<void> {
	// The engine of the tests chooses memory when it starts.
	await runWorkflow({ baseUrl: '', parameters: {}, items: [] });
	const config = Container.get(BinaryDataConfig);
	config.mode = mode;
	config.localStoragePath = folder;
	await Container.get(BinaryDataService).init();
}

/** A binary as a node before this one hands it on. */
export async function binary(
	bytes: Buffer,
	facts: { fileName?: string; mimeType?: string } = {},
): Promise<IBinaryData> {
	const { fileName = 'cat.png', mimeType = 'image/png' } = facts;
	return await Container.get(BinaryDataService).store(
		{ type: 'execution', workflowId: 'test-workflow', executionId: 'test-execution' },
		bytes,
		{ fileName, mimeType, data: '' },
	);
}

export function removeStoredFiles(): void {
	rmSync(folder, { recursive: true, force: true });
}

const PNG = Buffer.from('89504e470d0a1a0a', 'hex');
const MP4 = Buffer.from('000000186674797069736f6d', 'hex');

/** Not a picture, but its first bytes say so. */
export const png = (size = 2_000): Buffer => Buffer.concat([PNG, randomBytes(size - PNG.length)]);
export const mp4 = (size = 2_000): Buffer => Buffer.concat([MP4, randomBytes(size - MP4.length)]);

export const sha256 = (bytes: Uint8Array): string =>
	createHash('sha256').update(bytes).digest('hex');

/** The bytes behind an address. */
export async function fetchBytes(url: unknown): Promise<Buffer> {
	const response = await fetch(String(url));
	if (!response.ok) throw new Error(`${String(url)} answered ${response.status}`);
	return Buffer.from(await response.arrayBuffer());
}

/** What a node writes to n8n's log while `work` runs. */
export async function linesLogged(work: () => Promise<unknown>): Promise<string[]> {
	const { Logger } = fromCore('@n8n/backend-common') as { Logger: abstract new () => LoggerLike };
	const logger = Container.get(Logger);
	const lines: string[] = [];
	const spies = (['info', 'warn'] as const).map((level) =>
		jest.spyOn(logger, level).mockImplementation((line: string) => void lines.push(line)),
	);
	try {
		await work();
	} finally {
		for (const spy of spies) spy.mockRestore();
	}
	return lines;
}

interface LoggerLike {
	info(line: string): void;
	warn(line: string): void;
}
