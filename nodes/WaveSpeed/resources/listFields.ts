import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

/** “Return All” and “Limit”, as in n8n's own nodes. @param displayOptions the operation that lists */
export function returnAllOrLimit(
	displayOptions: IDisplayOptions & { show: object },
): INodeProperties[] {
	return [
		{
			displayName: 'Return All',
			name: 'returnAll',
			type: 'boolean',
			default: false,
			description: 'Whether to return all results or only up to a given limit',
			displayOptions,
		},
		{
			displayName: 'Limit',
			name: 'limit',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 50,
			description: 'Max number of results to return',
			displayOptions: { show: { ...displayOptions.show, returnAll: [false] } },
		},
	];
}
