/** What a row says about reuse, if the user asks for it. */
export interface ReuseOutcome {
	reused: boolean;
	/** US dollars that were not paid; undefined if the price is not known. */
	savedUsd?: number;
	/** Why nothing was found, unless there is simply no equal prediction. */
	note?: string;
}
