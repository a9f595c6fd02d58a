/**
 * The node's file names end with eight of the 32 characters of the prediction's id: `ded09b4c`,
 * `a-lighthouse-at-dusk-v2-ded09b4c.mp4`, or `kite-ded09b4c-3.png` for one of several.
 */
const NAME = /^(?:[^/?#]{1,250}-)?[\da-f]{8}(?:-\d{1,3})?(?:\.[a-z\d]{2,5})?$/i;

/** Whether a value given as a prediction id is really a file name, or the end of one. */
export function isFileName(id: string): boolean {
	return NAME.test(id);
}

/** What the user should do instead. */
export const CHOOSE_FROM_LIST =
	'This looks like the end of a file’s name, which has 8 of an id’s 32 characters: choose the prediction in the field “Prediction ID” under “From List”.';
