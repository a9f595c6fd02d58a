import { createRequire } from 'node:module';
import path from 'node:path';
import type { N8nInstallation } from '../n8n/installation.mts';

/** Where queue mode's services are; the defaults are those of a developer's machine. */
export const POSTGRES_VARIABLE = 'QUEUE_TEST_POSTGRES';
export const REDIS_VARIABLE = 'QUEUE_TEST_REDIS';

/** A database and a corner of Redis of this run's own. */
export interface QueueServices {
	/** n8n's environment variables for them. */
	env: Record<string, string>;
	/** How long each worker's lock on a job lasts from now, in ms, by its key. */
	locks(): Promise<Map<string, number>>;
	/** Removes both. */
	remove(): Promise<void>;
}

interface PgClient {
	connect(): Promise<void>;
	query(sql: string): Promise<unknown>;
	end(): Promise<void>;
}

interface RedisClient {
	connect(): Promise<void>;
	keys(pattern: string): Promise<string[]>;
	del(...keys: string[]): Promise<number>;
	pttl(key: string): Promise<number>;
	quit(): Promise<unknown>;
	disconnect(): void;
	on(event: 'error', listener: () => void): void;
}

/**
 * Makes a database and a Redis prefix for one run, with the clients that n8n itself brings along.
 * @returns the sentence that says what is missing, where something is
 */
export async function openServices(
	{ folder }: N8nInstallation,
	env: NodeJS.ProcessEnv = process.env,
): Promise<QueueServices | { missing: string }> {
	const postgresUrl = new URL(
		env[POSTGRES_VARIABLE] ?? 'postgres://root:postgres@127.0.0.1:5432/postgres',
	);
	const redisUrl = new URL(env[REDIS_VARIABLE] ?? 'redis://127.0.0.1:6379');
	const required = createRequire(path.join(folder, 'package.json'));
	const pg = required('pg') as { Client: new (options: object) => PgClient };
	const Redis = required('ioredis') as new (url: string, options: object) => RedisClient;

	const redis = new Redis(redisUrl.href, {
		lazyConnect: true,
		retryStrategy: () => null,
		connectTimeout: 3_000,
	});
	redis.on('error', () => undefined);
	try {
		await redis.connect();
	} catch {
		redis.disconnect();
		return { missing: `No Redis answers at ${redisUrl.host}; ${REDIS_VARIABLE} can name another.` };
	}

	const name = `wavespeed_queue_${process.pid}_${Date.now()}`;
	const administer = async (sql: string) => {
		const client = new pg.Client({
			connectionString: postgresUrl.href,
			connectionTimeoutMillis: 3_000,
		});
		await client.connect();
		try {
			await client.query(sql);
		} finally {
			await client.end();
		}
	};
	try {
		await administer(`CREATE DATABASE ${name}`);
	} catch (error) {
		redis.disconnect();
		return {
			missing: `No Postgres at ${postgresUrl.host} lets a database be made (${(error as Error).message}); ${POSTGRES_VARIABLE} can name another.`,
		};
	}
	return {
		env: {
			DB_TYPE: 'postgresdb',
			DB_POSTGRESDB_HOST: postgresUrl.hostname,
			DB_POSTGRESDB_PORT: postgresUrl.port || '5432',
			DB_POSTGRESDB_USER: decodeURIComponent(postgresUrl.username),
			DB_POSTGRESDB_PASSWORD: decodeURIComponent(postgresUrl.password),
			DB_POSTGRESDB_DATABASE: name,
			EXECUTIONS_MODE: 'queue',
			QUEUE_BULL_REDIS_HOST: redisUrl.hostname,
			QUEUE_BULL_REDIS_PORT: redisUrl.port || '6379',
			QUEUE_BULL_PREFIX: name,
			N8N_REDIS_KEY_PREFIX: name,
			N8N_CACHE_REDIS_KEY_PREFIX: `${name}:cache`,
			OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
		},
		async locks() {
			const keys = await redis.keys(`*${name}*:lock`);
			const lasting = await Promise.all(
				keys.map(async (key) => [key, await redis.pttl(key)] as const),
			);
			// Negative: it went between the two questions.
			return new Map(lasting.filter(([, ms]) => ms > 0));
		},
		async remove() {
			const keys = await redis.keys(`*${name}*`);
			if (keys.length > 0) await redis.del(...keys);
			await redis.quit();
			await administer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
		},
	};
}
