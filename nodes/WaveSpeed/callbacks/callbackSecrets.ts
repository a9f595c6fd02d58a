import { callApi } from '../api/call';
import { CallFailure } from '../api/callFailure';
import {
	accountOf,
	CREDENTIAL,
	readConnection,
	type ApiHost,
	type Connection,
} from '../api/connection';
import { CALLBACK_SECRET_PATH } from '../api/paths';
import { BoundedMap } from '../boundedMap';
import {
	CALLBACK_CROWD,
	CALLBACK_SECRET_COPIES,
	CALLBACK_SECRET_DEADLINE,
	CALLBACK_SECRET_MAX_AGE,
	CALLBACK_SECRET_REST,
} from '../policy';
import type { Time } from '../time';
import { distrust, type Distrust, type SignedCallback } from './verifySignature';

interface CachedSecret {
	secret: string;
	fetchedAt: number;
}

/**
 * The secrets that sign callbacks, one for each API key, in memory only: they must not end up in an
 * execution's data.
 */
export class CallbackSecrets {
	private readonly copies = new BoundedMap<string, CachedSecret>(CALLBACK_SECRET_COPIES);
	/** Many callbacks arrive at once; one request serves them all. */
	private readonly onTheWay = new Map<string, Promise<string>>();
	/** By n8n's credential id, so that it costs no look into n8n's database. */
	private readonly crowds = new BoundedMap<string, { secret: Promise<string>; beganAt: number }>(
		CALLBACK_SECRET_COPIES,
	);

	constructor(private readonly time: Time) {}

	/**
	 * Asks for the secret of the node's credential.
	 * @param maxAgeMs how old a copy may be
	 * @throws CallFailure or InputError if it is not available
	 */
	async get(host: ApiHost, maxAgeMs = CALLBACK_SECRET_MAX_AGE): Promise<string> {
		const connection = await readConnection(host);
		const key = accountOf(connection);
		const copy = this.copies.get(key);
		if (copy && this.time.now() - copy.fetchedAt < maxAgeMs) return copy.secret;
		const asked = this.onTheWay.get(key) ?? this.ask(host, connection, key);
		this.onTheWay.set(key, asked);
		return await asked;
	}

	/** A run's predictions often end together, and n8n's database has few connections. */
	private async getForCrowd(host: ApiHost): Promise<string> {
		const id = host.getNode().credentials?.[CREDENTIAL]?.id;
		if (!id) return await this.get(host);
		const now = this.time.now();
		const crowd = this.crowds.get(id);
		if (crowd && now - crowd.beganAt < CALLBACK_CROWD) return await crowd.secret;
		const secret = this.get(host);
		this.crowds.set(id, { secret, beganAt: now });
		// Later callers do not get a stored failure.
		secret.catch(() => this.crowds.delete(id));
		return await secret;
	}

	private async ask(host: ApiHost, connection: Connection, key: string): Promise<string> {
		try {
			const answer = await callApi(host, connection, {
				method: 'GET',
				path: CALLBACK_SECRET_PATH,
				deadlineMs: CALLBACK_SECRET_DEADLINE,
			});
			const secret = readSecret(answer);
			this.copies.set(key, { secret, fetchedAt: this.time.now() });
			return secret;
		} finally {
			this.onTheWay.delete(key);
		}
	}

	/**
	 * Checks a callback. If it does not match a secret that is known for a while, it is checked with a
	 * fresh one too: the secret may have been renewed in the dashboard.
	 * @returns undefined for a genuine callback
	 * @throws CallFailure or InputError if no secret is available
	 */
	async distrust(host: ApiHost, callback: SignedCallback): Promise<Distrust | undefined> {
		const known = await this.getForCrowd(host);
		const verdict = distrust(callback, known, this.time.date());
		if (verdict !== 'wrongSignature') return verdict;
		const fresh = await this.get(host, CALLBACK_SECRET_REST);
		return fresh === known ? verdict : distrust(callback, fresh, this.time.date());
	}
}

/**
 * The endpoint's exact answer is not documented: `{secret}`, with or without an envelope, or the bare
 * text.
 */
function readSecret(answer: object): string {
	const { data, secret, webhook_secret: webhookSecret } = answer as Record<string, unknown>;
	for (const candidate of [secret, webhookSecret, data]) {
		if (typeof candidate === 'string' && candidate !== '' && candidate !== 'whsec_')
			return candidate;
	}
	throw new CallFailure('unreadable', { got: 'noData' });
}
