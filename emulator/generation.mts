import type { CatalogModel } from './catalog/model.mts';
import type { ResolvedOptions, Submission } from './options.mts';
import { planOutputs } from './media/plan.mts';
import type { Outcome } from './prediction.mts';

const SLOW_FACTOR = 10;

/** Words in a prompt that steer what becomes of it; the CLI's help lists them. */
const markers = (
	input: Record<string, unknown>,
): { fail: boolean; nsfw: boolean; slow: boolean } => {
	const text = `${String(input.prompt ?? '')} ${String(input.text ?? '')}`;
	return {
		fail: text.includes('[fail]'),
		nsfw: text.includes('[nsfw]'),
		slow: text.includes('[slow]'),
	};
};

/** How long this submission takes until it ends by itself. */
export function generationTimeMs(options: ResolvedOptions, submission: Submission): number {
	const configured = options.generationTimeMs;
	const timeMs = typeof configured === 'function' ? configured(submission) : configured;
	return markers(submission.input).slow ? timeMs * SLOW_FACTOR : timeMs;
}

/**
 * What a prediction comes to.
 * @param isMissingMedia tells whether an input URL leads to a file this emulator should have and has not
 */
export function outcomeOf(
	model: CatalogModel,
	input: Record<string, unknown>,
	isMissingMedia: (url: string) => boolean,
): Outcome {
	const { fail, nsfw } = markers(input);
	if (fail) {
		return {
			status: 'failed',
			code: 1403,
			error: 'Task execution failed: the prompt asked the emulator for it',
		};
	}
	const missing = Object.values(input)
		.flat()
		.find((value): value is string => typeof value === 'string' && isMissingMedia(value));
	if (missing !== undefined) {
		return { status: 'failed', code: 1402, error: `Media URL not accessible: ${missing}` };
	}
	const outputs = planOutputs(model, input);
	return { status: 'completed', outputs, hasNsfwContents: outputs.map(() => nsfw) };
}
