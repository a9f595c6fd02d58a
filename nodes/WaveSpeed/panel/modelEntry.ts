import type { INodeListSearchItems } from 'n8n-workflow';

import { kindOfWork, priceText } from '../models/kindOfWork';
import type { ListedModel } from '../models/modelSearch';
import { PICKER_ENTRY_CHARACTERS } from '../policy';
import { modelPage } from './modelPage';

/**
 * The editor shows only the name of an entry, and only the beginning of that: the price comes before the
 * kind, because most names end with their kind.
 * @param remark follows the name if this is not what was searched for, and replaces the unit
 */
export function modelEntry(
	{ model, name, recommended: starred }: ListedModel,
	mark: string,
	remark = '',
): INodeListSearchItems {
	const { id, description } = model;
	const price = remark === '' ? priceText(model) : priceText(model, model.priceUnit?.name ?? '');
	const kind = remark === '' ? kindOfWork(model).name : '';
	const taken = (price === '' ? 0 : price.length + 3) + (starred ? 2 : 0) + remark.length;
	const room = PICKER_ENTRY_CHARACTERS - taken;
	const shown = name.length > room ? `${name.slice(0, room - 1).trimEnd()}…` : name;
	const facts = [
		`${starred ? '★ ' : ''}${shown}${remark}`,
		price,
		name.toLowerCase().includes(kind.toLowerCase()) ? '' : kind,
	];
	return {
		name: facts.filter((fact) => fact !== '').join(' · '),
		value: id,
		description,
		url: `${modelPage(id)}${mark}`,
	};
}
