import type { INodeProperties } from 'n8n-workflow';

import { ENGINE_SLICE_ITEMS, ENGINE_SLICES_WAITED_FOR } from '../policy';
import type { Time } from '../time';

/**
 * Detects that n8n has started all items of a run that it is going to start.
 *
 * n8n starts them in one loop, in the order of the items, and pauses for a timer after every few
 * (`engineSlices`). An item with a broken expression never starts. If On Error is Stop, n8n leaves the
 * loop at the first such item; otherwise it continues with the next. So the loop is over when the last
 * item has started, or when so many timers have passed since the latest start that n8n must have gone
 * through all remaining items.
 */
export class ItemsStarted {
	private lastIndex = -1;
	private over?: Promise<void>;

	constructor(
		private readonly itemCount: number,
		private readonly time: Pick<Time, 'sleep'>,
	) {}

	joined(itemIndex: number): void {
		this.lastIndex = Math.max(this.lastIndex, itemIndex);
	}

	async complete(): Promise<void> {
		this.over ??= this.watch();
		await this.over;
	}

	private async watch(): Promise<void> {
		// If n8n does not pause, all have started by now.
		await Promise.resolve();
		while (this.lastIndex < this.itemCount - 1) {
			const before = this.lastIndex;
			const slicesLeft = Math.ceil((this.itemCount - 1 - before) / ENGINE_SLICE_ITEMS);
			for (let turn = 0; turn < slicesLeft + ENGINE_SLICES_WAITED_FOR; turn++) {
				if (this.lastIndex !== before) break;
				await this.time.sleep(1);
			}
			if (this.lastIndex === before) return;
		}
	}
}

/**
 * Makes n8n release its event loop while it starts the items. Before the first request leaves, n8n
 * evaluates every item's parameters in one loop; with a thousand items and some expressions that took ten
 * seconds, during which n8n answered nobody (measured on 2.41.1). This parameter, which other nodes offer as
 * “Batching”, makes the loop pause after every `batchSize` items.
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
