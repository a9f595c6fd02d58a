import type { INode, NodeApiError } from 'n8n-workflow';

import { toNodeError } from '../errors/toN8nError';

/** Looks like a hyphen, but the editor leaves it alone. */
const HYPHEN_THAT_STAYS = '\u2011';

/**
 * An error for a list of the panel. The editor replaces every hyphen in such a message by a space (seen
 * in n8n 2.41), and “wavespeed.ai/top up” is not an address.
 */
export function listSearchError(error: unknown, node: INode): NodeApiError {
	const shown = toNodeError(error, node);
	shown.message = shown.message.replaceAll('-', HYPHEN_THAT_STAYS);
	return shown;
}
