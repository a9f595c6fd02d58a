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
	/** Every so many-th job fails; 0 for none. @default 0 */
	failEvery: number;
	/** Submissions are answered as for a model that was withdrawn. @default false */
	withdrawn: boolean;
	/** A job that names a webhook calls it at its end by itself. @default false */
	callsBack: boolean;
}

export const DEFAULT_SETTINGS: StandInSettings = {
	jobMs: 0,
	latencyMs: 0,
	outputBytes: 64 * 1024,
	models: 1,
	failEvery: 0,
	withdrawn: false,
	callsBack: false,
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
