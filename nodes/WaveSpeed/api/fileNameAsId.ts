/**
 * What the node calls a file ends in eight of the 32 characters of its prediction's id: `ded09b4c`,
 * `a-lighthouse-at-dusk-v2-ded09b4c.mp4`, or `kite-ded09b4c-3.png` where there are several.
 */
const NAME = /^(?:[^/?#]{1,250}-)?[\da-f]{8}(?:-\d{1,3})?(?:\.[a-z\d]{2,5})?$/i;

/** Whether a prediction id is the name of a file, or the end of one, and no id. */
export function isFileName(id: string): boolean {
	return NAME.test(id);
}

/** What to do with it instead. */
export const CHOOSE_FROM_LIST =
	'This looks like the end of a file’s name, which has 8 of an id’s 32 characters: choose the prediction in the field “Prediction ID” under “From List”.';
