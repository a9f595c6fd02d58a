import type { CatalogModel } from './catalog/model.mts';
import type { ResolvedOptions, Submission } from './options.mts';
import { planOutputs } from './media/plan.mts';
import type { Outcome } from './prediction.mts';

const SLOW_FACTOR = 10;

/** What the API says of content it does not want, code 1200. */
export const SENSITIVE = 'The content contains sensitive information.';

/** Words in a prompt that steer what becomes of it; the CLI's help lists them. */
const has = (word: string, { prompt = '', text = '' }: Record<string, unknown>): boolean =>
	`${String(prompt)} ${String(text)}`.includes(`[${word}]`);

/** True where the content is refused before anything is made or billed. */
export function isSensitive(input: Record<string, unknown>): boolean {
	return has('sensitive', input);
}

/** How long this submission takes until it ends by itself. */
export function generationTimeMs(options: ResolvedOptions, submission: Submission): number {
	const configured = options.generationTimeMs;
	const timeMs = typeof configured === 'function' ? configured(submission) : configured;
	return has('slow', submission.input) ? timeMs * SLOW_FACTOR : timeMs;
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
	if (has('fail', input)) {
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
	return { status: 'completed', outputs, hasNsfwContents: outputs.map(() => has('nsfw', input)) };
}
