import type { Model } from './model';

/** What is known of models that their makers have ended, for the sentence that says so. */
export interface GoneFamily {
	/** A whole sentence. */
	fact: string;
	/** What a run cost with everything at its default, in US dollars. */
	priceUsd: number;
}

const GONE_FAMILIES: ReadonlyArray<readonly [begins: string, GoneFamily]> = [
	['openai/sora-2', { fact: 'OpenAI ended Sora 2 in September 2026.', priceUsd: 0.4 }],
];

/** @returns undefined while the catalogue lists any of the family: as long as it does, they run */
export function goneFamily(models: readonly Model[], id: string): GoneFamily | undefined {
	const [begins, family] = GONE_FAMILIES.find(([start]) => id.startsWith(start)) ?? [];
	if (begins === undefined || models.some((model) => model.id.startsWith(begins))) return undefined;
	return family;
}
