import type { Model } from './model';

/**
 * Makes a test that matches models against a search text.
 * @param filter all its words must occur, anywhere and in any case: `sora pro image` finds
 * `openai/sora-2/image-to-video-pro`
 */
export function matchesWords(filter: string | undefined): (model: Model) => boolean {
	const words = (filter ?? '').toLowerCase().split(/\s+/).filter(Boolean);
	return ({ id, type, description }) => {
		// Ids are searched as written and as read, so that `sora 2` and `text to video` match too.
		const text = `${id} ${id.replace(/[/_-]+/g, ' ')} ${type} ${description}`.toLowerCase();
		return words.every((word) => text.includes(word));
	};
}
