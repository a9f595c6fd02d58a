/**
 * The stand-in's own process: as little work for a request as there can be, because the machine's two
 * cores are shared with the n8n that is measured. For behaviour there is the emulator.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { callbackHeaders } from '../../emulator/signature.mts';
import { answerParent, preciseNow } from '../childProgram.mts';
import { catalogue } from './catalogue.mts';
import { filePieces } from './file.mts';
import {
	DEFAULT_SETTINGS,
	type Counts,
	type StandInEvent,
	type StandInSettings,
} from './settings.mts';

interface Job {
	id: string;
	model: string;
	input: unknown;
	createdAt: Date;
	endsAt: number;
	fails: boolean;
	webhook?: string;
}

const SECRET = 'whsec_only-for-the-bench';
const NO_COUNTS: Counts = { submissions: 0, results: 0, outputs: 0, catalogues: 0, others: 0 };
let settings: StandInSettings = { ...DEFAULT_SETTINGS };
let counts = { ...NO_COUNTS };
let jobs = new Map<string, Job>();
let lastJob = 0;
let models = { count: 0, body: '' };

const server = createServer((request, response) => {
	answer(request, response).catch((error: unknown) => {
		// Whoever asked went away in the middle of an answer; that is its own affair.
		response.destroy(error as Error);
	});
});
// Idle connections are kept as long as a proxy would keep them.
server.keepAliveTimeout = 60_000;

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
	const [path = '', query] = (request.url ?? '').split('?', 2);
	if (path.startsWith('/outputs/')) return await serveOutput(path, response);
	const body = request.method === 'POST' ? await bodyOf(request) : '';
	if (path.startsWith('/mark/')) {
		tell({ kind: 'mark', id: path.split('/')[2] ?? '', at: preciseNow() });
		return send(response, '{}');
	}
	if (path === '/park') {
		const { id, resumeUrl } = JSON.parse(body) as { id: string; resumeUrl: string };
		add({ id, webhook: resumeUrl, model: '', input: {} });
		return send(response, '{}');
	}
	if (settings.latencyMs > 0) await delay(settings.latencyMs);
	const result = /^\/api\/v3\/predictions\/([^/]+)\/result$/.exec(path);
	if (result) {
		counts.results++;
		return send(response, envelope(shown(jobs.get(result[1] ?? ''))));
	}
	if (path === '/api/v3/models') {
		counts.catalogues++;
		return send(response, catalogueBody());
	}
	if (path === '/api/v3/webhook/secret') return send(response, envelope({ secret: SECRET }));
	if (path === '/api/v3/model/price')
		return send(response, envelope({ price: 0.01, discounted_price: 0.01, currency: 'USD' }));
	if (request.method !== 'POST' || path.startsWith('/api/v3/predictions')) {
		counts.others++;
		return send(response, envelope({ balance: 100, items: [] }));
	}
	counts.submissions++;
	if (settings.withdrawn) {
		const message = 'model not found or offline';
		return send(response, JSON.stringify({ code: 404, message }), 404);
	}
	const webhook = new URLSearchParams(query).get('webhook') ?? undefined;
	const job = add({ model: path.slice('/api/v3/'.length), input: JSON.parse(body), webhook });
	send(response, envelope({ ...shown(job), input: job.input, outputs: [], status: 'created' }));
}

function add(job: Partial<Job> & Pick<Job, 'model' | 'input'>): Job {
	const added = {
		id: (++lastJob).toString(16).padStart(32, '0'),
		createdAt: new Date(),
		endsAt: preciseNow() + settings.jobMs,
		fails: settings.failEvery > 0 && lastJob % settings.failEvery === 0,
		...job,
	};
	jobs.set(added.id, added);
	// A callback that finds nobody is the sender's loss; what it was for shows in the figures.
	if (settings.callsBack && added.webhook)
		setTimeout(() => void report(added).catch(() => undefined), settings.jobMs).unref();
	return added;
}

function shown(job: Job | undefined): Record<string, unknown> {
	if (!job) return { status: 'deleted' };
	const ended = preciseNow() >= job.endsAt;
	const completed = ended && !job.fails;
	return {
		id: job.id,
		model: job.model,
		outputs: completed ? [`${origin()}/outputs/${job.id}.mp4`] : [],
		urls: { get: `${origin()}/api/v3/predictions/${job.id}/result` },
		has_nsfw_contents: null,
		status: !ended ? 'processing' : completed ? 'completed' : 'failed',
		created_at: job.createdAt.toISOString(),
		error: ended && job.fails ? 'Task execution failed' : '',
		timings: { inference: settings.jobMs },
	};
}

async function serveOutput(path: string, response: ServerResponse): Promise<void> {
	counts.outputs++;
	tell({
		kind: 'output',
		id: path.slice('/outputs/'.length).replace('.mp4', ''),
		at: preciseNow(),
	});
	response.writeHead(200, {
		'content-type': 'video/mp4',
		'content-length': settings.outputBytes,
		etag: `"${settings.outputBytes}"`,
	});
	await pipeline(Readable.from(filePieces(settings.outputBytes)), response);
}

async function bodyOf(request: IncomingMessage): Promise<string> {
	const pieces: Buffer[] = [];
	for await (const piece of request) pieces.push(piece as Buffer);
	return Buffer.concat(pieces).toString();
}

const envelope = (data: unknown): string => JSON.stringify({ code: 200, message: 'success', data });

function send(response: ServerResponse, body: string, status = 200): void {
	response.writeHead(status, {
		'content-type': 'application/json',
		'content-length': Buffer.byteLength(body),
	});
	response.end(body);
}

function catalogueBody(): string {
	if (models.count !== settings.models)
		models = { count: settings.models, body: envelope(catalogue(settings.models)) };
	return models.body;
}

function origin(): string {
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Ends every job that has somebody to call, one after another. @returns how many were called */
async function callBack({ everyMs }: { everyMs: number }): Promise<number> {
	const waiting = [...jobs.values()].filter(({ webhook }) => webhook !== undefined);
	for (const job of waiting) {
		job.endsAt = 0;
		await report(job);
		await delay(everyMs);
	}
	return waiting.length;
}

/** @throws Error when the callback is refused */
async function report(job: Job): Promise<void> {
	const body = JSON.stringify({ ...shown(job), input: job.input });
	const headers = callbackHeaders(SECRET, job.id, String(Math.floor(Date.now() / 1_000)), body);
	tell({ kind: 'callback', id: job.id, at: preciseNow() });
	const called = await fetch(job.webhook as string, { method: 'POST', headers, body });
	await called.arrayBuffer();
	if (!called.ok) throw new Error(`A callback was answered with ${called.status}`);
}

const tellParent = answerParent({
	origin,
	configure(changes: Partial<StandInSettings>) {
		settings = { ...DEFAULT_SETTINGS, ...changes };
		counts = { ...NO_COUNTS };
		jobs = new Map();
	},
	counts: () => counts,
	waitingForCallback: () => [...jobs.values()].filter(({ webhook }) => webhook).length,
	callBack,
});

function tell(event: StandInEvent): void {
	tellParent(event);
}

await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
