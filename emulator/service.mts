import { Account } from './account.mts';
import { Billings } from './billings.mts';
import { buildCatalog } from './catalog/index.mts';
import { Callbacks } from './callbacks.mts';
import type { CatalogModel } from './catalog/model.mts';
import { ApiError, success } from './envelope.mts';
import { FaultScript } from './faults/script.mts';
import { OutputFiles } from './outputFiles.mts';
import type { ResolvedOptions } from './options.mts';
import { PredictionObjects } from './predictionObject.mts';
import type { EmulatedPrediction } from './prediction.mts';
import { Predictions } from './predictions.mts';
import { Recorder } from './recorder.mts';
import { Uploads } from './uploads.mts';
import { InputValidation } from './validation.mts';

/** Everything behind the two hosts; the routes only translate between it and HTTP. */
export class Service {
	readonly recorder: Recorder;
	readonly faults = new FaultScript();
	readonly validation = new InputValidation();
	readonly account: Account;
	readonly billings: Billings;
	readonly callbacks: Callbacks;
	readonly files: OutputFiles;
	readonly objects: PredictionObjects;
	readonly predictions: Predictions;
	readonly uploads: Uploads;
	/** Both are known once the hosts listen. */
	readonly urls = { api: '', outputs: '' };
	private catalog: Map<string, CatalogModel> | undefined;
	private readonly types = new Map<string, string>();
	/** First deliveries by prediction, for whoever must wait for one. */
	private readonly firstDeliveries = new Map<string, Promise<void>>();

	constructor(readonly options: ResolvedOptions) {
		this.recorder = new Recorder(options.clock);
		this.account = new Account(options);
		this.callbacks = new Callbacks(options);
		this.files = new OutputFiles(options.outputBytes);
		this.uploads = new Uploads(this.files.directory, options.clock);
		this.objects = new PredictionObjects(this.files, () => this.urls, options);
		this.billings = new Billings(this.account, options);
		this.predictions = new Predictions(options.clock, (prediction, isFirst) => {
			this.billings.ended(prediction);
			if (isFirst) this.callBack(prediction);
		});
	}

	/** What the catalogue lists and can be run; all of it changes when a model is withdrawn. */
	get models(): Map<string, CatalogModel> {
		if (!this.catalog) {
			const models = buildCatalog(this.urls.api);
			this.catalog = new Map(models.map((model) => [model.model_id, model]));
			for (const { model_id: id, type } of models) this.types.set(id, type);
		}
		return this.catalog;
	}

	/** The kind of a model, of one that was withdrawn too. */
	typeOf(modelId: string): string {
		return this.types.get(modelId) ?? '';
	}

	/** @throws ApiError in one of the two ways the API says that there is no such model */
	modelOf(id: unknown): CatalogModel {
		const model = typeof id === 'string' ? this.models.get(id) : undefined;
		if (model) return model;
		throw this.options.quirks.unknownModel === '400'
			? new ApiError(400, `model ${String(id)} not found or offline`)
			: new ApiError(404, `model not found: ${String(id)}`);
	}

	/**
	 * Takes a model out of the catalogue; predictions it made stay.
	 * @param pattern a model's id, or the beginning of several and `*`
	 * @throws where no model fits: a slip of the pen would try nothing out
	 */
	withdraw(pattern: string): void {
		const gone = [...this.models.keys()].filter((id) =>
			pattern.endsWith('*') ? id.startsWith(pattern.slice(0, -1)) : id === pattern,
		);
		if (gone.length === 0) throw new Error(`The emulator has no model ${pattern} to leave out`);
		for (const id of gone) this.models.delete(id);
	}

	/** A prediction as an answer: in the envelope, or as it is where the API leaves that out. */
	answer(prediction: Record<string, unknown>): unknown {
		return this.options.quirks.envelope ? success(prediction) : prediction;
	}

	/** True for a URL of the output host that leads nowhere. URLs of other hosts are taken on trust, not fetched. */
	isMissingMedia(url: string): boolean {
		const prefix = `${this.urls.outputs}/media/`;
		return url.startsWith(prefix) && !this.uploads.find(new URL(url).pathname);
	}

	/** Ends the prediction where it has not ended, and waits for its first callback to be answered. */
	async settleAndCallBack(id: string): Promise<void> {
		if (!this.predictions.isSettled(id)) this.predictions.settle(id);
		await this.firstDeliveries.get(id);
	}

	async close(): Promise<void> {
		this.predictions.close();
		this.billings.close();
		this.callbacks.close();
		await Promise.allSettled(this.firstDeliveries.values());
		await this.files.close();
	}

	/** Starts the delivery of a prediction as it is now, to its webhook or to another address. */
	callBack(prediction: EmulatedPrediction, webhookUrl = prediction.webhookUrl): void {
		if (webhookUrl === undefined || !this.options.quirks.callbacks) return;
		const delivery = this.objects
			.calledBack(prediction)
			.then((payload) => this.callbacks.send(prediction.id, webhookUrl, payload))
			.finally(() => this.firstDeliveries.delete(prediction.id));
		// Kept so that closing can wait for it; a failure to render is the poller's to see.
		this.firstDeliveries.set(
			prediction.id,
			delivery.catch(() => undefined),
		);
	}
}
