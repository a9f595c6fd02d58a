import type { Model } from './model';

/** Facts about models that their makers have discontinued, for the error about them. */
export interface GoneFamily {
	/** A whole sentence. */
	fact: string;
	/** The price of a run with all defaults, in US dollars. */
	priceUsd: number;
}

interface Ended extends GoneFamily {
	/** The beginning of the family's ids. */
	begins: string;
	/** The family's common name. */
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

/** @returns undefined while the catalogue lists any model of the family: those still run */
export function goneFamily(models: readonly Model[], id: string): GoneFamily | undefined {
	return ended(models, ({ begins }) => id.startsWith(begins));
}

/** The same for a family's common name: `Sora`, `sora 2 pro`. */
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
