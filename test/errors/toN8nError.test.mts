import { NodeApiError, NodeOperationError, type INode } from 'n8n-workflow';

import { toErrorRow, toNodeError, toOwnError } from '../../nodes/WaveSpeed/errors/toN8nError.ts';
import { InputError, RefusedError } from '../../nodes/WaveSpeed/errors/errorClasses.ts';

const NODE: INode = {
	id: '1',
	name: 'x',
	type: 'x',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};
const own = () =>
	new RefusedError(
		'It was refused. Try again.',
		{ reason: 'refused', httpStatus: 422, predictionId: 'abc' },
		'Words of the server',
	);

describe('an error on its way to n8n', () => {
	it('becomes one of n8n’s once, with its words, details and item', () => {
		const converted = toNodeError(own(), NODE, { itemIndex: 2, itemCount: 3 });
		expect(converted).toBeInstanceOf(NodeApiError);
		expect(converted).toMatchObject({
			message: 'It was refused. Try again. [item 2]',
			description: 'Words of the server',
			httpCode: '422',
			level: 'warning',
			context: { itemIndex: 2, data: { reason: 'refused', httpStatus: 422, predictionId: 'abc' } },
		});
		expect(JSON.stringify(converted.cause ?? {})).not.toContain('server');
	});

	it('names no item where there is only one, and the item it belongs to where it is another’s', () => {
		expect(toNodeError(own(), NODE, { itemIndex: 0, itemCount: 1 }).message).toBe(
			'It was refused. Try again.',
		);
		expect(toNodeError(own(), NODE).message).toBe('It was refused. Try again.');
		expect(toNodeError(own(), NODE).context.itemIndex).toBeUndefined();
		const others = own().with({ itemIndex: 1 });
		expect(toNodeError(others, NODE, { itemIndex: 2, itemCount: 3 })).toMatchObject({
			message: 'It was refused. Try again. [item 1]',
			context: { itemIndex: 1 },
		});
	});

	it('keeps its item when n8n writes the first one’s over it, also in what is stored', () => {
		const converted = toNodeError(own(), NODE, { itemIndex: 6, itemCount: 9 });
		converted.context.itemIndex = 0;
		expect(converted.context.itemIndex).toBe(6);
		expect(JSON.parse(JSON.stringify(converted))).toMatchObject({ context: { itemIndex: 6 } });
		expect({ ...converted.context }).toMatchObject({ itemIndex: 6 });
	});

	it('leaves the item to n8n where it has none of its own', () => {
		const converted = toNodeError(own(), NODE);
		converted.context.itemIndex = 4;
		expect(converted.context.itemIndex).toBe(4);
	});

	it('keeps its words also where n8n would replace them', () => {
		const error = new InputError('The name could not be resolved (ENOTFOUND). Check it.', {
			reason: 'unreachable',
		});
		expect(toNodeError(error, NODE)).toMatchObject({ message: error.message, httpCode: null });
	});

	it('becomes a row with exactly two keys, linked to its item', () => {
		expect(toErrorRow(own(), { itemIndex: 2, itemCount: 3 })).toEqual({
			json: {
				error: 'It was refused. Try again. [item 2]',
				details: { reason: 'refused', httpStatus: 422, predictionId: 'abc' },
			},
			pairedItem: { item: 2 },
		});
	});

	it.each([
		[new Error('broken'), 'broken.'],
		[new Error('Broken!'), 'Broken!'],
		[new Error('Broken. Twice'), 'Broken. Twice.'],
		[{ message: 'Broken.', description: '' }, 'Broken.'],
		[new Error('Broken…'), 'Broken…'],
		[new Error('He said “no”'), 'He said “no”'],
		[new Error('Why?'), 'Why?'],
		[new Error(''), 'Error.'],
		['words', 'words.'],
		[undefined, '.'],
		[new Error('the key-key-key is wrong'), 'the [hidden] is wrong.'],
	])('of somebody else’s (%p) becomes a sentence of ours', (thrown, message) => {
		const converted = toOwnError(thrown, ['key-key-key']);
		expect(converted).toBeInstanceOf(InputError);
		expect(converted).toMatchObject({ message, details: { reason: 'nodeSettings' } });
		expect(converted.description).toBeUndefined();
	});

	it('of n8n’s own keeps its description and its item', () => {
		const thrown = new NodeOperationError(NODE, 'No such field', {
			itemIndex: 4,
			description: 'see <b>key-key-key</b>',
		});
		expect(toOwnError(thrown, ['key-key-key'])).toMatchObject({
			message: 'No such field.',
			description: 'see [hidden]',
			itemIndex: 4,
		});
		expect(toOwnError(own())).toBeInstanceOf(RefusedError);
	});
});
