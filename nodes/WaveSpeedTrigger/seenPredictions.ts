import type { IDataObject } from 'n8n-workflow';

import { TRIGGER_REPETITIONS_REMEMBERED } from '../WaveSpeed/policy';

const KEY = 'received';
/** What this process is dealing with at the moment: n8n saves the memory only after the answer. */
const underWay = new Set<string>();

/**
 * Tells repeated callbacks: WaveSpeed delivers at least once, and each prediction ends once. It lives in
 * the workflow's static data, so it survives a restart; it is bounded.
 */
export class SeenPredictions {
	constructor(
		private readonly staticData: IDataObject,
		private readonly workflowId: string,
	) {}

	/** @returns why the callback is not for the caller to deal with; undefined where it is now */
	claim(predictionId: string): 'repeated' | 'underWay' | undefined {
		if (this.list().includes(predictionId)) return 'repeated';
		if (underWay.has(this.place(predictionId))) return 'underWay';
		underWay.add(this.place(predictionId));
		return undefined;
	}

	/** It was dealt with; further ones are repetitions. */
	settle(predictionId: string): void {
		this.staticData[KEY] = [...this.list(), predictionId].slice(-TRIGGER_REPETITIONS_REMEMBERED);
	}

	/** To be called in any case, when n8n has been given what comes of it. */
	release(predictionId: string): void {
		underWay.delete(this.place(predictionId));
	}

	private list(): string[] {
		const list = this.staticData[KEY];
		return Array.isArray(list) ? (list as string[]) : [];
	}

	private place(predictionId: string): string {
		return `${this.workflowId} ${predictionId}`;
	}
}
