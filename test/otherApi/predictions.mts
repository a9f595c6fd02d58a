import { createHmac, randomUUID } from 'node:crypto';

import type { Clock } from '../../emulator/index.mts';
import type { OtherModel } from './catalogue.mts';
import { numbersAsText, zonedTime } from './manners.mts';

export interface OtherPrediction {
	id: string;
	model: OtherModel;
	input: Record<string, unknown>;
	webhook?: string;
	createdAt: number;
	status: 'QUEUED' | 'PROCESSING' | 'COMPLETED' | 'FAILED';
}

/** A callback as it would be sent: a test brings it there. */
export interface OtherCallback {
	url: string;
	headers: Record<string, string>;
	rawBody: Buffer;
}

/** However many are asked for. */
const PAGE_ROWS = 3;

/** The predictions of the other API's one account. */
export class OtherPredictions {
	readonly all: OtherPrediction[] = [];
	readonly callbacks: OtherCallback[] = [];

	constructor(
		private readonly clock: Clock,
		private readonly settings: {
			generationMs: number;
			/** Whether the list shows inputs to whom asks for them. */
			listsInputs: boolean;
			webhookSecret: string;
			addressOf: (prediction: OtherPrediction, output: number) => string;
			resultAddressOf: (id: string) => string;
		},
	) {}

	make(model: OtherModel, input: Record<string, unknown>, webhook?: string): object {
		const { clock } = this;
		const { generationMs } = this.settings;
		const prediction: OtherPrediction = {
			id: randomUUID(),
			model,
			input,
			createdAt: clock.now(),
			status: 'QUEUED',
			...(webhook !== undefined && { webhook }),
		};
		this.all.push(prediction);
		clock.after(generationMs / 2, () => {
			if (prediction.status === 'QUEUED') prediction.status = 'PROCESSING';
		});
		clock.after(generationMs, () => this.finish(prediction));
		return this.show(prediction);
	}

	/** By itself when its time has come. */
	finish(prediction: OtherPrediction): void {
		if (['COMPLETED', 'FAILED'].includes(prediction.status)) return;
		prediction.status = /\[fail\]/.test(String(prediction.input.prompt)) ? 'FAILED' : 'COMPLETED';
		if (prediction.webhook === undefined) return;
		const rawBody = Buffer.from(JSON.stringify(this.show(prediction)));
		const at = Math.floor(this.clock.now() / 1_000);
		const key = this.settings.webhookSecret.replace('whsec_', '');
		const signed = `msg_${prediction.id}.${at}.${String(rawBody)}`;
		this.callbacks.push({
			url: prediction.webhook,
			rawBody,
			headers: {
				'webhook-signature': `v3,${createHmac('sha256', key).update(signed).digest('hex')}`,
				'webhook-timestamp': String(at),
				'webhook-id': `msg_${prediction.id}`,
			},
		});
	}

	show(prediction: OtherPrediction): Record<string, unknown> {
		const { id, model, createdAt, status, input } = prediction;
		const isDone = status === 'COMPLETED';
		const outputs = Array.from({ length: Number(input.num_images ?? 1) }, (_one, index) =>
			model.makes === 'text'
				? `They say: ${String(input.prompt)}`
				: this.settings.addressOf(prediction, index),
		);
		return {
			worker: null,
			timings: isDone ? { queue: '12', inference: '7988' } : null,
			has_nsfw_contents: null,
			error: status === 'FAILED' ? 'Harbour could not make this.' : null,
			executionTime: isDone ? '8000' : null,
			created_at: zonedTime(createdAt),
			status,
			code: status === 'FAILED' ? '1405' : '0',
			outputs: isDone ? outputs : null,
			urls: { stream: null, get: this.settings.resultAddressOf(id) },
			model: model.id,
			queue_position: '0',
			id,
		};
	}

	/** Newest first, some at a time, and no word of how many there are. */
	list(body: Record<string, unknown>): object {
		const after = Date.parse(String(body.created_after ?? '1970-01-01'));
		const rows = [...this.all]
			.reverse()
			.filter(({ createdAt }) => createdAt >= after)
			.filter(({ model }) => !body.model || body.model === model.id)
			.filter(({ status }) => !body.status || String(body.status).toUpperCase() === status);
		const from = (Number(body.page) - 1) * PAGE_ROWS;
		const showsInputs = this.settings.listsInputs && body.include_inputs === true;
		return {
			next: null,
			items: rows.slice(from, from + PAGE_ROWS).map((one) => ({
				...(showsInputs && { inputs: normalised(one) }),
				...this.show(one),
			})),
			page: String(body.page),
		};
	}

	remove({ ids }: Record<string, unknown>): object {
		const wanted = new Set(ids as string[]);
		const kept = this.all.filter(({ id }) => !wanted.has(id));
		const deleted = this.all.length - kept.length;
		this.all.splice(0, Infinity, ...kept);
		return { failed: null, deleted_count: String(deleted) };
	}

	/** What each of them was billed. */
	billings({ page, prediction_uuids: ids }: Record<string, unknown>): object {
		const items = this.all
			.filter(({ id }) => !Array.isArray(ids) || ids.includes(id))
			.map(({ id, model, createdAt }) => ({
				access_key: null,
				created_at: zonedTime(createdAt),
				prediction: { model_uuid: model.id, uuid: id },
				order: { origin_price: String(model.price) },
				price: (model.price * 0.9).toFixed(4),
				billing_type: 'deduct',
				uuid: randomUUID(),
			}));
		return { has_more: false, items: Number(page) > 1 ? [] : items, page: String(page) };
	}
}

/** The input as this API keeps it: every default filled in, every number a text. */
function normalised({ model, input }: OtherPrediction): unknown {
	const defaults = Object.fromEntries(
		Object.entries(model.properties).map(([name, { default: value }]) => [name, value ?? null]),
	);
	return numbersAsText({ ...defaults, ...input, enable_base64_output: false });
}
