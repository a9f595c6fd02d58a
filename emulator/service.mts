import { Account } from './account.mts';
import { buildCatalog } from './catalog/index.mts';
import { Callbacks } from './callbacks.mts';
import type { CatalogModel } from './catalog/model.mts';
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
	readonly callbacks: Callbacks;
	readonly files: OutputFiles;
	readonly objects: PredictionObjects;
	readonly predictions: Predictions;
	readonly uploads: Uploads;
	/** Both are known once the hosts listen. */
	readonly urls = { api: '', outputs: '' };
	private catalog: Map<string, CatalogModel> | undefined;
	/** First deliveries by prediction, for whoever must wait for one. */
	private readonly firstDeliveries = new Map<string, Promise<void>>();

	constructor(readonly options: ResolvedOptions) {
		this.recorder = new Recorder(options.clock);
		this.account = new Account(options);
		this.callbacks = new Callbacks(options);
		this.files = new OutputFiles(options.outputBytes);
		this.uploads = new Uploads(this.files.directory, options.clock);
		this.objects = new PredictionObjects(this.files, () => this.urls);
		this.predictions = new Predictions(options.clock, (prediction) => this.callBack(prediction));
	}

	get models(): Map<string, CatalogModel> {
		this.catalog ??= new Map(buildCatalog(this.urls.api).map((model) => [model.model_id, model]));
		return this.catalog;
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
		this.callbacks.close();
		await Promise.allSettled(this.firstDeliveries.values());
		await this.files.close();
	}

	/** Starts the delivery of a prediction as it is now, to its webhook or to another address. */
	callBack(prediction: EmulatedPrediction, webhookUrl = prediction.webhookUrl): void {
		if (webhookUrl === undefined) return;
		const delivery = this.objects
			.withInput(prediction)
			.then((payload) => this.callbacks.send(prediction.id, webhookUrl, payload))
			.finally(() => this.firstDeliveries.delete(prediction.id));
		// Kept so that closing can wait for it; a failure to render is the poller's to see.
		this.firstDeliveries.set(
			prediction.id,
			delivery.catch(() => undefined),
		);
	}
}
