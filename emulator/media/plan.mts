import { createHash } from 'node:crypto';
import { schemaOf, type CatalogModel } from '../catalog/model.mts';
import { dimensionsOf } from './dimensions.mts';
import { LOOKS, type FileFormat, type OutputSpec, type Picture } from './outputSpec.mts';

type Input = Record<string, unknown>;

const text = (input: Input): string => String(input.prompt ?? input.text ?? input.tags ?? '');

function lookOf(model: string, input: Input, index: number): number {
	const digest = createHash('sha256')
		.update(JSON.stringify([model, text(input), input.seed, index]))
		.digest();
	return (digest[0] ?? 0) % LOOKS;
}

function count(input: Input): number {
	const wanted = input.num_images ?? input.max_images ?? 1;
	return typeof wanted === 'number' ? Math.max(1, Math.min(16, Math.floor(wanted))) : 1;
}

function secondsOf(input: Input, fallback: number): number {
	const seconds = Number(input.duration ?? fallback);
	return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, 60) : fallback;
}

function imageFormat(input: Input): FileFormat {
	const wanted = input.output_format;
	return wanted === 'png' || wanted === 'webp' || wanted === 'jpeg' ? wanted : 'jpeg';
}

function audioFormat(input: Input): FileFormat {
	return (input.output_format ?? input.format) === 'wav' ? 'wav' : 'mp3';
}

function valueOf(model: CatalogModel, input: Input): unknown {
	if (model.model_id === 'openai/sora-2/characters') {
		const id = createHash('sha256').update(JSON.stringify(input)).digest('hex').slice(0, 32);
		return { id: `char_${id}`, name: input.name };
	}
	return `Emulated answer of ${model.model_id} to: ${text(input) || JSON.stringify(input)}`;
}

/** What a prediction of this model with this input puts out when it is completed. */
export function planOutputs(model: CatalogModel, input: Input): OutputSpec[] {
	const file = (picture: Partial<Picture> & Pick<Picture, 'format'>, index = 0): OutputSpec => ({
		kind: 'file',
		width: 0,
		height: 0,
		seconds: 0,
		look: lookOf(model.model_id, input, index),
		...picture,
	});
	if (/-to-text$|^llm$|moderation$/.test(model.type))
		return [{ kind: 'value', value: valueOf(model, input) }];
	if (/-to-3d$/.test(model.type)) return [file({ format: 'glb' })];
	if (model.type === 'training') return [file({ format: 'safetensors' })];
	if (/-to-audio$/.test(model.type))
		return [file({ format: audioFormat(input), seconds: secondsOf(input, 3) })];
	const isImage =
		/-to-image$/.test(model.type) ||
		(model.type === 'lora-support' && !('duration' in input)) ||
		(/^(upscaler|ai-remover)$/.test(model.type) && 'image' in schemaOf(model).properties);
	if (isImage) {
		const dimensions = dimensionsOf(input, { width: 1024, height: 1024 });
		return Array.from({ length: count(input) }, (_, index) =>
			file({ format: imageFormat(input), ...dimensions }, index),
		);
	}
	return [
		file({
			format: 'mp4',
			seconds: secondsOf(input, 5),
			...dimensionsOf(input, { width: 1280, height: 720 }),
		}),
	];
}
