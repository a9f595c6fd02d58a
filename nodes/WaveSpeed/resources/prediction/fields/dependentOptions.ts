/**
 * Options that mean something only beside another one, and are offered only then.
 *
 * Their rules name the other option within the same collection, not from the root (`/options.…`): while
 * n8n reads a saved workflow, the root has no collections yet, and n8n would drop the option (run on
 * 2.41.1). If the other option is an expression, n8n offers them in any case.
 */

import type {
	DisplayCondition,
	IDisplayOptions,
	INodeProperties,
	NodeParameterValue,
} from 'n8n-workflow';

type Rule = Array<NodeParameterValue | DisplayCondition>;

/** What the editor uses for an expression that it cannot evaluate yet. */
const NOT_KNOWN_YET = '';
const IS_THERE: Rule = [{ _cnd: { exists: true } }, NOT_KNOWN_YET];

/** An empty collection: n8n compares it by content (2.41.1), which its type does not say. */
const NOTHING: DisplayCondition = { _cnd: { eq: {} as NodeParameterValue } };

/** @param choices values of the option `of` with which it is offered */
export function offeredWith(
	option: INodeProperties,
	of: string,
	choices: readonly string[],
): INodeProperties {
	return { ...option, displayOptions: { show: { [of]: [...choices, NOT_KNOWN_YET] } } };
}

/**
 * One option as several properties, because n8n joins rules about different options with AND. Never more
 * than one of them is shown.
 * @param of at least one of these options must be there
 */
export function offeredWithAny(option: INodeProperties, of: readonly string[]): INodeProperties[] {
	return of.map((name, index) => {
		const earlier = of.slice(0, index).map((other): [string, Rule] => [other, IS_THERE]);
		const hide = earlier.length > 0 ? { hide: Object.fromEntries(earlier) } : {};
		return { ...option, displayOptions: { show: { [name]: IS_THERE }, ...hide } };
	});
}

/**
 * For an option that also works without the other one: older workflows keep it, and the panel shows it
 * there, but does not offer it.
 * @param of the option with which it is offered
 */
export function keptWithout(option: INodeProperties, of: string): INodeProperties[] {
	return keptOnly(option, { [of]: IS_THERE });
}

/**
 * For an operation that does not use an option: one that was set for another operation stays, and is there
 * again with that one. The panel shows it, so that it can be removed, but does not offer it.
 * @param hide further rules for not showing it
 */
export function keptOnly(
	option: INodeProperties,
	hide: Readonly<Record<string, Rule>> = {},
): INodeProperties[] {
	return [
		{ ...option, displayOptions: { show: { [`/options.${option.name}`]: IS_THERE }, hide } },
		// While n8n reads the parameters, the root has no collections.
		{ ...option, displayOptions: { hide: { '/options': IS_THERE, ...hide } } },
	];
}

/**
 * Rules for a collection “options” that has only options from `keptOnly`: it is seen only if there is one.
 * @param place where the operations are that have no options of their own
 * @returns one that the panel shows, and one with which n8n reads the parameters
 */
export function seenIfKept({ show }: IDisplayOptions): IDisplayOptions[] {
	return [
		{ show: { ...show, '/options': IS_THERE }, hide: { '/options': [NOTHING] } },
		{ show, hide: { '/options': IS_THERE } },
	];
}
