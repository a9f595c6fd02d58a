import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { OutputFiles } from './outputFiles.mts';
import type { EmulatedPrediction } from './prediction.mts';

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
	) {}

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
			status: prediction.status,
			created_at: isoWithNanoseconds(prediction.createdAt, prediction.id),
			error: prediction.error,
			...(prediction.code === 0 ? {} : { code: prediction.code }),
			...(prediction.inferenceMs === 0 ? {} : { executionTime: prediction.inferenceMs }),
			timings: { inference: prediction.inferenceMs },
		};
	}

	/** What a callback carries, and what the list holds: the result together with the input. */
	async withInput(prediction: EmulatedPrediction): Promise<Record<string, unknown>> {
		return { ...(await this.result(prediction)), input: prediction.input };
	}

	/** Bytes of the n-th output, counting from 0, exactly as the output host serves them. */
	async bytesOf(prediction: EmulatedPrediction, index: number, version = 1): Promise<Buffer> {
		const output = prediction.outputs[index];
		if (output?.kind !== 'file')
			throw new Error(`Prediction ${prediction.id} has no file as output ${index}`);
		const file = await this.files.file(output, outputLabel(prediction.id, index, version));
		return await readFile(join(this.files.directory, file.name));
	}

	private resultUrl(id: string): string {
		return `${this.urls().api}/api/v3/predictions/${id}/result`;
	}

	private async outputs(prediction: EmulatedPrediction): Promise<unknown[]> {
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
