import { formatBytes } from '../errors/inWords';
import { REUSE_FILE_LIMIT_BYTES, REUSE_FILES_COMPARED, REUSE_LIST_PAGES } from '../policy';
import type { WhyNotCompared } from './listedFiles';
import type { PaidResults } from './paidResults';

/**
 * One sentence about why nothing could be reused, unless there is simply no equal prediction.
 * @param notCompared why the files of a prediction were not compared
 */
export function whyNotReused(
	results: PaidResults,
	notCompared: WhyNotCompared | undefined,
): string | undefined {
	if (notCompared !== undefined)
		return `There may be an equal prediction that was made from the same file at another address, which ${HOW[notCompared]}.`;
	if (results.saysNothing)
		return 'WaveSpeed’s list does not show what predictions were made from, so none could be reused.';
	if (results.isCut)
		return `Only the newest ${REUSE_LIST_PAGES * 100} predictions of the model were looked through; an equal one may be older.`;
	return undefined;
}

const HOW: Readonly<Record<WhyNotCompared, string>> = {
	changed: 'was changed after that',
	enough: `was not compared, as one run compares at most ${REUSE_FILES_COMPARED} files, and only for some minutes`,
	failed: 'could not be downloaded to compare it',
	gone: 'WaveSpeed does not have any more',
	refused: 'this node may not download',
	slow: 'took too long to download',
	tooLarge: `was not looked at, as it has more than ${formatBytes(REUSE_FILE_LIMIT_BYTES)}`,
};
