import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { BinaryDataConfig, BinaryDataService } from 'n8n-core';
import { getBinaryHelperFunctions } from 'n8n-core/dist/execution-engine/node-execution-context/utils/binary-helper-functions';
import { getRequestHelperFunctions } from 'n8n-core/dist/execution-engine/node-execution-context/utils/request-helper-functions';
import type { IBinaryData } from 'n8n-workflow';

import type { DownloadHost } from '../../nodes/WaveSpeed/download/openAddress.ts';

// n8n-core's own copy: another one would know none of its services.
const { Container } = createRequire(require.resolve('n8n-core'))('@n8n/di') as {
	Container: { get<T>(service: abstract new (...args: never[]) => T): T };
};

const { SsrfProtectionConfig } = createRequire(require.resolve('n8n-core'))('@n8n/config') as {
	SsrfProtectionConfig: abstract new () => { enabled: boolean };
};

/** Switches N8N_SSRF_PROTECTION_ENABLED. @returns what switches it back */
export function setSsrfProtection(isEnabled: boolean): () => void {
	const config = Container.get(SsrfProtectionConfig);
	const before = config.enabled;
	config.enabled = isEnabled;
	return () => {
		config.enabled = before;
	};
}

export type BinaryMode = 'default' | 'filesystem';

/** n8n's own request and binary functions, as a node's execution gets them. */
export interface N8nHost extends DownloadHost {
	/** The stored bytes. */
	read(binary: IBinaryData): Promise<Buffer>;
	/** Everything that lies in the store, whether something refers to it or not. */
	storedFiles(): string[];
	/** Empties the store. */
	clear(): void;
	remove(): void;
}

export async function createN8nHost(mode: BinaryMode): Promise<N8nHost> {
	const folder = mkdtempSync(join(tmpdir(), 'wavespeed-download-'));
	const config = Container.get(BinaryDataConfig);
	config.mode = mode;
	config.localStoragePath = folder;
	const service = Container.get(BinaryDataService);
	await service.init();
	const additionalData = { executionId: '1', restApiUrl: '' } as never;
	const node = {
		name: 'WaveSpeedAI',
		type: 'test',
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
	};
	const { httpRequest } = getRequestHelperFunctions({} as never, node as never, additionalData);
	const { prepareBinaryData } = getBinaryHelperFunctions(additionalData, 'workflow');
	return {
		helpers: { httpRequest, prepareBinaryData },
		read: async (binary) => await service.getAsBuffer(binary),
		storedFiles: () => (existsSync(folder) ? listFiles(folder) : []),
		clear: () => rmSync(join(folder, 'workflows'), { recursive: true, force: true }),
		remove: () => rmSync(folder, { recursive: true, force: true }),
	};
}

function listFiles(folder: string): string[] {
	return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
		statSync(join(folder, name)).isFile(),
	);
}

export function sha256(bytes: Uint8Array): string {
	return createHash('sha256').update(bytes).digest('hex');
}
