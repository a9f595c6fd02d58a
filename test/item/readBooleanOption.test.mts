import type { OutputItem } from '../../nodes/WaveSpeed/item/item.ts';
import { readBooleanOption } from '../../nodes/WaveSpeed/item/readBooleanOption.ts';
import type { ItemSteps } from '../../nodes/WaveSpeed/item/runOperation.ts';
import { getSpendingOperation } from '../../nodes/WaveSpeed/resources/account/getSpending.ts';
import { getManyOperation as getManyModels } from '../../nodes/WaveSpeed/resources/model/getMany.ts';
import { getManyOperation as getManyPredictions } from '../../nodes/WaveSpeed/resources/prediction/getMany.ts';
import { getResultOperation } from '../../nodes/WaveSpeed/resources/prediction/getResult.ts';
import { run } from '../faults/runWithoutEngine.mts';
import { OUTPUTS } from '../faults/scriptedApi.mts';
import { answered, ID } from '../outputs/answered.mts';

/** @param value what the expression of the option gives */
const read = (value: unknown, name = 'options.sound') =>
	readBooleanOption({ parameter: () => value } as unknown as OutputItem, name, 'Sound', true);

describe('a switch that an expression gives', () => {
	test.each([true, 'true', 'TRUE', ' True ', 'yes', 'Yes', 1, '1'])('is on for %j', (value) => {
		expect(read(value)).toBe(true);
	});

	test.each([false, 'false', 'FALSE', ' False\n', 'no', 'NO', 0, '0'])('is off for %j', (value) => {
		expect(read(value)).toBe(false);
	});

	test.each([undefined, null, '', '  '])('is as without an expression for %j', (value) => {
		expect(read(value)).toBe(true);
	});

	test.each(['perhaps', 2, [true], {}, 'true'.padEnd(1_000_000)])('is refused for %j', (value) => {
		expect(() => read(value)).toThrow(
			expect.objectContaining({
				message:
					'The option “Sound” is neither true nor false. Enter one of them, or remove the option.',
				details: { reason: 'invalidOption', field: 'options.sound' },
			}),
		);
		expect(() => read(value, 'sound')).toThrow(
			'The field “Sound” is neither true nor false. Enter one of them.',
		);
	});
});

describe('the switches of the operations', () => {
	test('are off for the text “false”', async () => {
		const { row, fetched } = await answered([`${OUTPUTS}/a.png`], {
			options: { downloadOutputs: 'false' },
		});
		expect(fetched).toEqual([]);
		expect(row.json.status).toBe('completed');
	});

	test.each([
		['getResult', getResultOperation, 'waitUntilFinished', 'Wait Until Finished'],
		['getResult', getResultOperation, 'options.downloadOutputs', 'File: Download Outputs'],
		['getResult', getResultOperation, 'options.addBilledPrice', 'Cost: Add Billed Price'],
		['getResult', getResultOperation, 'options.includeInputFiles', 'Row: Include Input Files'],
		['getMany', getManyPredictions, 'returnAll', 'Return All'],
		['getMany', getManyPredictions, 'options.downloadOutputs', 'File: Download Outputs'],
		['getMany', getManyModels, 'options.includeInputs', 'Include Inputs'],
		['getSpending', getSpendingOperation, 'simplify', 'Simplify'],
	])('are refused by %s for any other word (%#)', async (_name, { steps }, name, label) => {
		const [first = '', second] = name.split('.');
		const { errors } = await run(
			{},
			{
				operation: steps as ItemSteps,
				parameters: { predictionId: ID, ...(second === undefined && { [first]: 'perhaps' }) },
				options: second === undefined ? {} : { [second]: 'perhaps' },
			},
		);
		expect(errors[0]?.error).toContain(`“${label}” is neither true nor false`);
		expect(errors[0]?.details).toMatchObject({ reason: 'invalidOption', field: name });
	});
});
