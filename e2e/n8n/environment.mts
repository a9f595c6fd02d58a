import { existsSync } from 'node:fs';
import path from 'node:path';
import type { N8nInstallation } from './installation.mts';

/** Constant, so that a user folder outlives the process that made it and several processes can share a database. */
const ENCRYPTION_KEY = 'loopback-only-key-of-tests-and-demo';

export interface EnvironmentSettings {
	installation: N8nInstallation;
	/** Where n8n keeps its database and its `.n8n` folder. */
	userFolder: string;
	/** The one folder its file nodes may read and write; n8n 2 allows none but `~/.n8n-files` by default. */
	filesFolder: string;
	port: number;
	/** n8n's broker for code nodes needs a port of its own in every n8n process of a machine. */
	brokerPort: number;
	/** Set last, so they win. */
	overrides?: Record<string, string>;
}

/**
 * The environment of an n8n that talks to nobody but its caller: loopback only, nothing reported,
 * nothing looked up. n8n's own variables of this shell are left out, because a developer's
 * N8N_* or DB_* settings must not leak into a test or let it near a real instance's database.
 */
export function n8nEnvironment(settings: EnvironmentSettings): Record<string, string> {
	const { installation, port } = settings;
	const url = `http://127.0.0.1:${port}/`;
	return {
		...inherited(process.env),
		PATH: [path.dirname(installation.node), process.env.PATH].join(path.delimiter),
		NODE_ENV: 'production',
		N8N_USER_FOLDER: settings.userFolder,
		N8N_RESTRICT_FILE_ACCESS_TO: settings.filesFolder,
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_PORT: String(port),
		N8N_RUNNERS_BROKER_PORT: String(settings.brokerPort),
		N8N_EDITOR_BASE_URL: url,
		WEBHOOK_URL: url,
		N8N_ENCRYPTION_KEY: ENCRYPTION_KEY,
		// The session cookie would otherwise be refused over plain http.
		N8N_SECURE_COOKIE: 'false',
		DB_TYPE: 'sqlite',
		// A ping that takes 5 s on a busy machine makes newer versions answer everything with 503.
		DB_PING_TIMEOUT_MS: '60000',
		// Below that a new database's hundreds of migrations hide what matters.
		N8N_LOG_LEVEL: 'warn',
		N8N_DIAGNOSTICS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
		N8N_TEMPLATES_ENABLED: 'false',
		N8N_PERSONALIZATION_ENABLED: 'false',
		N8N_HIRING_BANNER_ENABLED: 'false',
		// Both would ask n8n's own servers for lists at every start.
		N8N_VERIFIED_PACKAGES_ENABLED: 'false',
		...disabledModules(installation),
		N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
		...settings.overrides,
	};
}

/** A module that an n8n does not know keeps it from starting, and older ones know none of that name. */
function disabledModules({ folder }: N8nInstallation): Record<string, string> {
	const module = 'mcp-registry';
	const isKnown = existsSync(path.join(folder, 'node_modules/n8n/dist/modules', module));
	return isKnown ? { N8N_DISABLED_MODULES: module } : {};
}

const FOREIGN =
	/^(N8N_|DB_|EXECUTIONS_|QUEUE_|WEBHOOK_|CREDENTIALS_|NODES_|GENERIC_|NODE_OPTIONS$|npm_)/i;

function inherited(env: NodeJS.ProcessEnv): Record<string, string> {
	const kept = Object.entries(env).filter(
		([name, value]) => value !== undefined && !FOREIGN.test(name),
	);
	return Object.fromEntries(kept) as Record<string, string>;
}
