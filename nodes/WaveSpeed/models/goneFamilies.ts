import type { Model } from './model';

/** What is known of models that their makers have ended, for the sentence that says so. */
export interface GoneFamily {
	/** A whole sentence. */
	fact: string;
	/** What a run cost with everything at its default, in US dollars. */
	priceUsd: number;
}

interface Ended extends GoneFamily {
	/** What the ids of the family begin with. */
	begins: string;
	/** What people call it. */
	called: RegExp;
}

const GONE_FAMILIES: readonly Ended[] = [
	{
		begins: 'openai/sora-2',
		called: /^(openai )?sora\b/i,
		fact: 'OpenAI ended Sora 2 in September 2026.',
		priceUsd: 0.4,
	},
];

/** @returns undefined while the catalogue lists any of the family: as long as it does, they run */
export function goneFamily(models: readonly Model[], id: string): GoneFamily | undefined {
	return ended(models, ({ begins }) => id.startsWith(begins));
}

/** The same for what people call a family: `Sora`, `sora 2 pro`. */
export function goneFamilyCalled(models: readonly Model[], name: string): GoneFamily | undefined {
	return ended(models, ({ called }) => called.test(name));
}

function ended(
	models: readonly Model[],
	isMeant: (family: Ended) => boolean,
): GoneFamily | undefined {
	const family = GONE_FAMILIES.find(isMeant);
	const isListed = family && models.some((model) => model.id.startsWith(family.begins));
	return isListed ? undefined : family;
}
