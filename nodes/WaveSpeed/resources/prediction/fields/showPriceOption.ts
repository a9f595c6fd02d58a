import type { INodeProperties } from 'n8n-workflow';

import { PRICE_DEPENDS_ON } from '../../../panel/priceState';

/** It offers nothing to choose, so it is not named “Name or ID” as n8n's linter wants lists to be. */
const SHOWN_BY: INodeProperties['typeOptions'] = {
	loadOptionsMethod: 'showPrice',
	loadOptionsDependsOn: [PRICE_DEPENDS_ON],
};

/** For operations that run a model. It shows something in the editor and does nothing in a run. */
export const showPriceOption: INodeProperties = {
	displayName: 'Cost: Show Price',
	name: 'showPrice',
	type: 'options',
	noDataExpression: true,
	typeOptions: SHOWN_BY,
	default: '',
	description:
		'The price of one prediction with the current inputs, and the remaining credit; WaveSpeed is asked for free while this panel is open, and nothing is run',
};
