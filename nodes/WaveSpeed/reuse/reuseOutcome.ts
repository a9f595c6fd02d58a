/** What a row says about reuse, if the user asks for it. */
export interface ReuseOutcome {
	reused: boolean;
	/** US dollars that were saved; undefined if the price is unknown. */
	savedUsd?: number;
	/** Why nothing was found, unless there is simply no equal prediction. */
	note?: string;
}
