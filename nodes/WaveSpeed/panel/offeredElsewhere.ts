import type { Model } from '../models/model';
import { jobOf } from '../models/modelsForJob';

/**
 * What follows the name of a model that does something else than what is chosen: where the panel offers it.
 * @returns the remarks for `modelEntry`, the longer one first
 */
export function offeredElsewhere(model: Model): [string, string] {
	const place = jobOf(model)?.place?.name ?? 'Prediction';
	const [resource = place] = place.split(' → ');
	return [` (under ${place})`, ` (under ${resource})`];
}
