import { setTimeout as delay } from 'node:timers/promises';

/**
 * n8n's own REST interface, the one its editor uses, seen by one signed-in browser: cookies are
 * kept, `data` is unwrapped. What the interface offers is spread over the files beside this one.
 */
export interface Session {
	/** "http://127.0.0.1:41234" */
	url: string;
	/**
	 * @param path beginning after `/rest`
	 * @throws RestError for every answer that is not 2xx
	 */
	request<T>(method: string, path: string, body?: unknown): Promise<T>;
	/** The bytes of an answer that is not JSON. */
	download(path: string): Promise<Buffer>;
	/** "n8n-auth=…", for a browser that should be signed in as well; empty before signing in. */
	cookie(): string;
}

export class RestError extends Error {
	override name = 'RestError';

	constructor(
		message: string,
		readonly status: number,
	) {
		super(message);
	}
}

/** n8n ties a session to the browser it was opened in; any constant will do. */
export const BROWSER_ID = 'wavespeed-e2e';
const BODY_EXCERPT_CHARACTERS = 600;
/** Said by an n8n on a busy machine before it does anything: its database was too slow for a ping. */
const DATABASE_AWAY = 'Database is not ready';
const DATABASE_LOOKS = 120;

/** @param signedIn the `cookie()` of a session that is signed in already */
export function openSession(url: string, signedIn = ''): Session {
	const cookies = new Map<string, string>();
	keepCookies(cookies, signedIn.split('; '));
	const cookie = () => [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');

	const send = async (
		method: string,
		path: string,
		body?: unknown,
		patience = DATABASE_LOOKS,
	): Promise<Response> => {
		const response = await fetch(`${url}/rest${path}`, {
			method,
			headers: {
				'browser-id': BROWSER_ID,
				'content-type': 'application/json',
				cookie: cookie(),
			},
			body: body === undefined ? undefined : JSON.stringify(body),
		});
		keepCookies(cookies, response.headers.getSetCookie());
		if (response.ok) return response;
		const text = (await response.text()).slice(0, BODY_EXCERPT_CHARACTERS);
		if (response.status === 503 && text.includes(DATABASE_AWAY) && patience > 0) {
			await delay(500);
			return await send(method, path, body, patience - 1);
		}
		throw new RestError(
			`n8n answered ${method} ${path} with ${response.status}: ${text}`,
			response.status,
		);
	};

	return {
		url,
		cookie,
		async request<T>(method: string, path: string, body?: unknown) {
			const response = await send(method, path, body);
			const answer = (await response.json()) as { data?: unknown };
			return (answer.data === undefined ? answer : answer.data) as T;
		},
		download: async (path) => Buffer.from(await (await send('GET', path)).arrayBuffer()),
	};
}

function keepCookies(cookies: Map<string, string>, lines: string[]): void {
	for (const line of lines) {
		const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
		if (name && value !== undefined) cookies.set(name, value);
	}
}
