import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from './clock.mts';
import type { OutputFiles } from './outputFiles.mts';
import { normalisedInput } from './normalisedInput.mts';
import type { EmulatedPrediction } from './prediction.mts';
import type { Quirks } from './quirks.mts';

/** ISO 8601 with nanoseconds, as results have it; a submission's answer has milliseconds. */
function isoWithNanoseconds(createdAt: number, id: string): string {
	const belowMilliseconds = String(Number.parseInt(id.slice(0, 6), 16) % 1_000_000).padStart(
		6,
		'0',
	);
	return new Date(createdAt).toISOString().replace('Z', `${belowMilliseconds}Z`);
}

/** Turns predictions into the JSON the API sends. */
export class PredictionObjects {
	constructor(
		private readonly files: OutputFiles,
		private readonly urls: () => { api: string; outputs: string },
		private readonly options: { quirks: Quirks; clock: Clock },
	) {}

	/** The word for its state, which for a prediction that is done is one of two. */
	statusOf(prediction: EmulatedPrediction): string {
		return prediction.status === 'completed' ? this.options.quirks.doneWord : prediction.status;
	}

	/** What the submission is answered with: it echoes the resolved input. */
	submitted(prediction: EmulatedPrediction): Record<string, unknown> {
		return {
			id: prediction.id,
			model: prediction.model,
			input: prediction.input,
			outputs: [],
			urls: { get: this.resultUrl(prediction.id) },
			status: 'created',
			created_at: new Date(prediction.createdAt).toISOString(),
		};
	}

	/** What polling sees. */
	async result(prediction: EmulatedPrediction): Promise<Record<string, unknown>> {
		return {
			id: prediction.id,
			model: prediction.model,
			outputs: await this.outputs(prediction),
			urls: { get: this.resultUrl(prediction.id) },
			has_nsfw_contents: prediction.hasNsfwContents,
			status: this.statusOf(prediction),
			created_at: isoWithNanoseconds(prediction.createdAt, prediction.id),
			error: this.error(prediction),
			...(prediction.code === 0 ? {} : { code: prediction.code }),
			...(prediction.inferenceMs === 0 ? {} : { executionTime: prediction.inferenceMs }),
			timings: { inference: prediction.inferenceMs },
			...(this.options.quirks.resultInput && { input: prediction.input }),
		};
	}

	/** What a callback carries: the result, and usually the input. The vendor's page names it and its sample lacks it. */
	async calledBack(prediction: EmulatedPrediction): Promise<Record<string, unknown>> {
		const { callbackInput } = this.options.quirks;
		return {
			...(await this.result(prediction)),
			...(callbackInput && { input: prediction.input }),
		};
	}

	/** A row of the list: the result, and the input where the request asked for it. */
	async listed(
		prediction: EmulatedPrediction,
		withInput: boolean,
	): Promise<Record<string, unknown>> {
		const row = await this.result(prediction);
		if (!withInput) return row;
		const { listInputForm } = this.options.quirks;
		const { id, input, sentInput } = prediction;
		if (listInputForm === 'sent') return { ...row, input: sentInput };
		return { ...row, input: listInputForm === 'resolved' ? input : normalisedInput(input, id) };
	}

	/** Bytes of the n-th output, counting from 0, exactly as the output host serves them. */
	async bytesOf(prediction: EmulatedPrediction, index: number, version = 1): Promise<Buffer> {
		const output = prediction.outputs[index];
		if (output?.kind !== 'file')
			throw new Error(`Prediction ${prediction.id} has no file as output ${index}`);
		const file = await this.files.file(output, outputLabel(prediction.id, index, version));
		return await readFile(join(this.files.directory, file.name));
	}

	private error({ error }: EmulatedPrediction): unknown {
		return error !== '' && this.options.quirks.errorForm === 'object' ? { message: error } : error;
	}

	private resultUrl(id: string): string {
		return `${this.urls().api}/api/v3/predictions/${id}/result`;
	}

	private async outputs(prediction: EmulatedPrediction): Promise<unknown[]> {
		const { quirks, clock } = this.options;
		const hasEnded = prediction.endedAt ?? Number.NEGATIVE_INFINITY;
		if (clock.now() < hasEnded + quirks.outputsDelayMs) return [];
		const asBase64 = prediction.input.enable_base64_output === true;
		return await Promise.all(
			prediction.outputs.map(async (output, index) => {
				if (output.kind === 'value') return output.value;
				if (asBase64) return (await this.bytesOf(prediction, index)).toString('base64');
				return `${this.urls().outputs}/predictions/${prediction.id}/${index + 1}.${output.format}`;
			}),
		);
	}
}

/** Names one output's file; another version is another file of the same length. */
export function outputLabel(predictionId: string, index: number, version = 1): string {
	return `${predictionId}-${index}-v${version}`;
}
