/** What a row tells about reuse, where the user asks for it. */
export interface ReuseOutcome {
	reused: boolean;
	/** US dollars that were not paid; undefined where the price is not known. */
	savedUsd?: number;
	/** Why nothing could be found, where that is not for lack of an equal prediction. */
	note?: string;
}
