/**
 * Options that mean something only beside another one, and are offered only then.
 *
 * Their rules name the other option as one of the same collection, not from the root (`/options.…`): while
 * n8n reads a saved workflow, the root has no collections yet, and it would drop the option (run on 2.41.1).
 * Where the other option is an expression, n8n offers them in any case.
 */

import type { DisplayCondition, INodeProperties, NodeParameterValue } from 'n8n-workflow';

type Rule = Array<NodeParameterValue | DisplayCondition>;

/** What the editor has for an expression that it cannot evaluate yet. */
const NOT_KNOWN_YET = '';
const IS_THERE: Rule = [{ _cnd: { exists: true } }, NOT_KNOWN_YET];

/** @param choices the values of the option `of` that it belongs to */
export function offeredWith(
	option: INodeProperties,
	of: string,
	choices: readonly string[],
): INodeProperties {
	return { ...option, displayOptions: { show: { [of]: [...choices, NOT_KNOWN_YET] } } };
}

/**
 * One option as several properties, as n8n joins rules about different options with AND. No two of them
 * are shown at the same time.
 * @param of the options of which at least one is to be there
 */
export function offeredWithAny(option: INodeProperties, of: readonly string[]): INodeProperties[] {
	return of.map((name, index) => {
		const earlier = of.slice(0, index).map((other): [string, Rule] => [other, IS_THERE]);
		const hide = earlier.length > 0 ? { hide: Object.fromEntries(earlier) } : {};
		return { ...option, displayOptions: { show: { [name]: IS_THERE }, ...hide } };
	});
}

/**
 * For an option that is obeyed without the other one, too: a workflow that was saved so keeps it, and the
 * panel shows it, but does not offer it.
 * @param of the option that it is offered with otherwise
 */
export function keptWithout(option: INodeProperties, of: string): INodeProperties[] {
	return [
		{
			...option,
			displayOptions: { show: { [`/options.${option.name}`]: IS_THERE }, hide: { [of]: IS_THERE } },
		},
		// While n8n reads the workflow, when the root has no collections.
		{ ...option, displayOptions: { hide: { '/options': IS_THERE, [of]: IS_THERE } } },
	];
}
