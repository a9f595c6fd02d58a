import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { NewCredential } from '../n8n/credentials.mts';

/** An S3-compatible server with one bucket. */
export interface ObjectStorage {
	url: string;
	bucket: string;
	/** For n8n's S3 node. */
	credential: NewCredential;
	/** An object as anybody with the key gets it; undefined where there is none. */
	get(key: string): Promise<{ bytes: Buffer; type: string | null } | undefined>;
	close(): Promise<void>;
}

interface S3rver {
	run(): Promise<{ port: number }>;
	close(): Promise<void>;
}
type NewS3rver = new (options: {
	port: number;
	address: string;
	silent: boolean;
	directory: string;
	configureBuckets: Array<{ name: string }>;
}) => S3rver;

/** The one key that this server knows. */
const KEY = 'S3RVER';

/** Starts the npm package s3rver on loopback, with its files in a folder of its own. */
export async function startObjectStorage(bucket: string): Promise<ObjectStorage> {
	// It brings no types.
	const Server = createRequire(import.meta.url)('s3rver') as NewS3rver;
	const directory = await mkdtemp(path.join(tmpdir(), 'wavespeed-s3-'));
	const server = new Server({
		port: 0,
		address: '127.0.0.1',
		silent: true,
		directory,
		configureBuckets: [{ name: bucket }],
	});
	const { port } = await server.run();
	const url = `http://127.0.0.1:${port}`;
	return {
		url,
		bucket,
		credential: {
			name: `S3 at ${url}`,
			type: 's3',
			data: {
				endpoint: url,
				region: 'us-east-1',
				accessKeyId: KEY,
				secretAccessKey: KEY,
				forcePathStyle: true,
				ignoreSSLIssues: false,
			},
		},
		async get(key) {
			const response = await fetch(`${url}/${bucket}/${key}`);
			if (!response.ok) return undefined;
			const bytes = Buffer.from(await response.arrayBuffer());
			return { bytes, type: response.headers.get('content-type') };
		},
		async close() {
			await server.close();
			await rm(directory, { recursive: true, force: true });
		},
	};
}
