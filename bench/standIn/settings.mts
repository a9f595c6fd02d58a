/** How the stand-in answers until it is told otherwise. */
export interface StandInSettings {
	/** From a submission to its end. @default 0 */
	jobMs: number;
	/** Before every answer of the API. @default 0 */
	latencyMs: number;
	/** Of every output. @default 64 kB */
	outputBytes: number;
	/** Models in the catalogue. @default 1 */
	models: number;
}

export const DEFAULT_SETTINGS: StandInSettings = {
	jobMs: 0,
	latencyMs: 0,
	outputBytes: 64 * 1024,
	models: 1,
};

/** Requests since the last `configure`. */
export interface Counts {
	submissions: number;
	results: number;
	outputs: number;
	catalogues: number;
	others: number;
}

/** What happened at the stand-in, in the order it did; times in ms since 1970. */
export interface StandInEvent {
	kind: 'output' | 'mark' | 'callback';
	/** Of the prediction, or whatever the workflow put into the mark's address. */
	id: string;
	at: number;
}
