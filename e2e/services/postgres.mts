import { createRequire } from 'node:module';
import path from 'node:path';
import type { NewCredential } from '../n8n/credentials.mts';
import { ensureInstallation } from '../n8n/installation.mts';

/** Where Postgres is; the default is that of a developer's machine. */
export const POSTGRES_VARIABLE = 'EXAMPLES_TEST_POSTGRES';

/** A database of this test's own. */
export interface Postgres {
	/** For n8n's Postgres node. */
	credential: NewCredential;
	query(sql: string, values?: unknown[]): Promise<void>;
	/** Removes it. */
	remove(): Promise<void>;
}

interface PgClient {
	connect(): Promise<void>;
	query(sql: string, values?: unknown[]): Promise<unknown>;
	end(): Promise<void>;
}

/**
 * Makes a database, with the client that n8n itself brings.
 * @returns the sentence that says what is missing, where something is
 */
export async function openPostgres(
	env: NodeJS.ProcessEnv = process.env,
): Promise<Postgres | { missing: string }> {
	const server = new URL(
		env[POSTGRES_VARIABLE] ?? 'postgres://root:postgres@127.0.0.1:5432/postgres',
	);
	const { folder } = await ensureInstallation();
	const { Client } = createRequire(path.join(folder, 'package.json'))('pg') as {
		Client: new (options: object) => PgClient;
	};
	const run = async (database: string, sql: string, values?: unknown[]) => {
		const url = new URL(server.href);
		url.pathname = `/${database}`;
		const client = new Client({ connectionString: url.href, connectionTimeoutMillis: 3_000 });
		await client.connect();
		try {
			await client.query(sql, values);
		} finally {
			await client.end();
		}
	};
	const name = `wavespeed_examples_${process.pid}_${Date.now()}`;
	const administration = server.pathname.slice(1);
	try {
		await run(administration, `CREATE DATABASE ${name}`);
	} catch (error) {
		return {
			missing: `No Postgres at ${server.host} lets a database be made (${(error as Error).message}); ${POSTGRES_VARIABLE} can name another.`,
		};
	}
	return {
		credential: {
			name: `Postgres ${name}`,
			type: 'postgres',
			data: {
				host: server.hostname,
				port: Number(server.port || 5432),
				database: name,
				user: decodeURIComponent(server.username),
				password: decodeURIComponent(server.password),
				ssl: 'disable',
			},
		},
		query: async (sql, values) => await run(name, sql, values),
		remove: async () => await run(administration, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
	};
}
