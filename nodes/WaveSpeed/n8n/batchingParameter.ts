import type { INodeProperties } from 'n8n-workflow';

import { ENGINE_SLICE_ITEMS } from '../policy';

/**
 * Makes n8n release its event loop while it starts the items. Before the first request leaves, n8n
 * evaluates every item's parameters in one loop; with a thousand items and some expressions that took ten
 * seconds, during which n8n answered nobody (measured on 2.41.1). Its loop pauses after every `batchSize`
 * items if this parameter says so, which other nodes offer as “Batching”.
 *
 * `ItemsStarted` waits for the last item accordingly.
 */
export const engineSlices: INodeProperties = {
	displayName: 'Request Options',
	name: 'requestOptions',
	type: 'hidden',
	default: { batching: { batch: { batchSize: ENGINE_SLICE_ITEMS, batchInterval: 1 } } },
	description: 'Never shown: lets n8n see to other things while it starts many items',
};
