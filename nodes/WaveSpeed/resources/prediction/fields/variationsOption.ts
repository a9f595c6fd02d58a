import type { INodeProperties } from 'n8n-workflow';

/**
 * Several predictions of one item. It has no `minValue`: the node refuses −3 by name instead of treating
 * it as 0.
 */
export const variationsOption: INodeProperties = {
	displayName: 'Run: Variations',
	name: 'variations',
	type: 'number',
	default: 2,
	description:
		'How many predictions to make for each item, with different seeds; each is paid for and becomes an item of its own',
};
