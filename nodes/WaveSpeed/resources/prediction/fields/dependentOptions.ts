/**
 * Options that mean something only beside another one, and are offered only then.
 *
 * Their rules name the other option within the same collection, not from the root (`/options.…`): while
 * n8n reads a saved workflow, the root has no collections yet, and n8n would drop the option (run on
 * 2.41.1). If the other option is an expression, n8n offers them in any case.
 */

import type { DisplayCondition, INodeProperties, NodeParameterValue } from 'n8n-workflow';

type Rule = Array<NodeParameterValue | DisplayCondition>;

/** What the editor uses for an expression that it cannot evaluate yet. */
const NOT_KNOWN_YET = '';
const IS_THERE: Rule = [{ _cnd: { exists: true } }, NOT_KNOWN_YET];

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
	return [
		{
			...option,
			displayOptions: { show: { [`/options.${option.name}`]: IS_THERE }, hide: { [of]: IS_THERE } },
		},
		// While n8n reads the workflow, the root has no collections.
		{ ...option, displayOptions: { hide: { '/options': IS_THERE, [of]: IS_THERE } } },
	];
}
