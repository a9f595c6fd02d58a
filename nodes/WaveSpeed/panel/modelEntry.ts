import type { INodeListSearchItems } from 'n8n-workflow';

import { kindOfWork, priceText } from '../models/kindOfWork';
import type { ListedModel } from '../models/modelSearch';
import { PICKER_ENTRY_PIXELS, PICKER_NAME_PIXELS } from '../policy';
import { textWidth } from './labelWidth';
import { modelPage } from './modelPage';

/**
 * One after the other, until the name has room. The kind of work stays: it is what tells many models
 * apart whose names are otherwise the same.
 */
const SHORTER: ReadonlyArray<readonly [RegExp, string]> = [
	[/ Standard\b/, ' Std'],
	[/ Ultra Fast\b/, ' Fast'],
	[/ Text to Speech$/, ' TTS'],
	[/ Multiple\b/, ' Multi'],
	[/ Reference to\b/, ' Ref. to'],
	[/ Image Edit\b/, ' Edit'],
	[/ Start End Frame\b/, ' Start/End'],
	// Said twice, as in “Hunyuan Image 3 Instruct Text to Image”.
	[/ Image\b(?=.* to Image$)/, ''],
	[/ AI\)$/, ')'],
	[/ Preview\b/, ' Pre.'],
	[/ Image to\b/, ' Img to'],
	[/ Video to\b/, ' Vid to'],
	[/ Text to\b/, ' Txt to'],
];

/**
 * The editor shows only the name of an entry, and only the beginning of that: the price comes before the
 * kind, because most names end with their kind, and a part that has no room is left out instead of cut.
 * @param remark follows the name if this is not what was searched for, and replaces the unit
 */
export function modelEntry(
	{ model, name, recommended: starred }: ListedModel,
	mark: string,
	remark = '',
): INodeListSearchItems {
	const { id, description } = model;
	const price = priceText(model);
	const shown = withRoom(`${starred ? '★ ' : ''}${name}`, price);
	const kind = kindOfWork(model).name;
	const facts =
		remark === ''
			? [price, name.toLowerCase().includes(kind.toLowerCase()) ? '' : kind]
			: [priceText(model, model.priceUnit?.name ?? '')];
	return {
		name: asMuchAsFits([`${shown}${remark}`, ...facts.filter((fact) => fact !== '')]),
		value: id,
		description,
		url: `${modelPage(id)}${mark}`,
	};
}

/** @returns the name as the closed field shows it whole, and the open list together with the price */
function withRoom(name: string, price: string): string {
	const fits = (text: string) =>
		textWidth(text) <= PICKER_NAME_PIXELS && textWidth(`${text} · ${price}`) <= PICKER_ENTRY_PIXELS;
	let shown = name;
	for (const [long, short] of SHORTER) {
		if (fits(shown)) return shown;
		shown = shown.replace(long, short);
	}
	let end = shown.length;
	while (!fits(shown) && end > 0) shown = `${shown.slice(0, --end).trimEnd()}…`;
	return shown;
}

function asMuchAsFits(facts: string[]): string {
	const line = facts.join(' · ');
	if (facts.length === 1 || textWidth(line) <= PICKER_ENTRY_PIXELS) return line;
	return asMuchAsFits(facts.slice(0, -1));
}
