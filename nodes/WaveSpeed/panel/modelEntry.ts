import type { INodeListSearchItems } from 'n8n-workflow';

import { kindOfWork, priceText } from '../models/kindOfWork';
import type { ListedModel } from '../models/modelSearch';
import { PICKER_ENTRY_PIXELS, PICKER_NAME_PIXELS } from '../policy';
import { cutToFit, textWidth } from './labelWidth';
import { modelPage } from '../errors/vendorPages';

/**
 * One after the other, until the name has room. The kind of work stays: it is what tells many models
 * apart whose names are otherwise the same.
 */
const SHORTENINGS: ReadonlyArray<(name: string) => string> = [
	(name) => name.replace(/ Standard\b/, ' Std'),
	(name) => name.replace(/ Ultra Fast\b/, ' Fast'),
	(name) => name.replace(/ Text to Speech$/, ' TTS'),
	(name) => name.replace(/ Multiple\b/, ' Multi'),
	(name) => name.replace(/ Reference to\b/, ' Ref. to'),
	(name) => name.replace(/ Image Edit\b/, ' Edit'),
	(name) => name.replace(/ Start End Frame\b/, ' Start/End'),
	withImageOnce,
	(name) => name.replace(/ AI\)$/, ')'),
	(name) => name.replace(/ Preview\b/, ' Pre.'),
	(name) => name.replace(/ Image to\b/, ' Img to'),
	(name) => name.replace(/ Video to\b/, ' Vid to'),
	(name) => name.replace(/ Text to\b/, ' Txt to'),
];

/** Such as “Hunyuan Image 3 Instruct Text to Image”. */
function withImageOnce(name: string): string {
	const end = ' to Image';
	return name.endsWith(end) ? `${name.slice(0, -end.length).replace(/ Image\b/, '')}${end}` : name;
}

/**
 * The editor shows only the name of an entry, and only the beginning of that: the price comes before the
 * kind, because most names end with their kind, and a part that has no room is left out instead of cut.
 * @param remarks one of them follows the name if this is not what was searched for, and replaces the unit:
 * the first that has room, or the last
 */
export function modelEntry(
	{ model, name, recommended: starred }: ListedModel,
	mark: string,
	...remarks: readonly string[]
): INodeListSearchItems {
	const { id, description } = model;
	const price = priceText(model);
	const shown = withRoom(`${starred ? '★ ' : ''}${name}`, price);
	const hasRoom = (text: string) => textWidth(`${shown}${text}`) <= PICKER_ENTRY_PIXELS;
	const remark = remarks.find(hasRoom) ?? remarks.at(-1) ?? '';
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
	for (const shorten of SHORTENINGS) {
		if (fits(shown)) return shown;
		shown = shorten(shown);
	}
	return cutToFit(shown, fits);
}

function asMuchAsFits(facts: string[]): string {
	const line = facts.join(' · ');
	if (facts.length === 1 || textWidth(line) <= PICKER_ENTRY_PIXELS) return line;
	return asMuchAsFits(facts.slice(0, -1));
}
