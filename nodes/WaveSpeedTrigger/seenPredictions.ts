import type { IDataObject } from 'n8n-workflow';

import { isPredictionId } from '../WaveSpeed/api/paths';
import { TRIGGER_REPETITIONS_REMEMBERED } from '../WaveSpeed/policy';

const KEY = 'received';

/**
 * Recognises repeated callbacks: WaveSpeed delivers at least once, and each prediction ends once. It
 * lives in the workflow's static data, so it survives a restart; it is bounded.
 */
export class SeenPredictions {
	constructor(private readonly staticData: IDataObject) {}

	/** @returns true for the first caller with this id, which handles it */
	isNew(predictionId: string): boolean {
		const { [KEY]: list } = this.staticData;
		const seen = (Array.isArray(list) ? list : []).filter(isPredictionId);
		if (seen.includes(predictionId)) return false;
		this.staticData[KEY] = [...seen, predictionId].slice(-TRIGGER_REPETITIONS_REMEMBERED);
		return true;
	}
}
