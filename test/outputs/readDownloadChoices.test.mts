import type { Item } from '../../nodes/WaveSpeed/item/item.ts';
import { readDownloadChoices } from '../../nodes/WaveSpeed/outputs/readDownloadChoices.ts';
import { readWebhookUrl } from '../../nodes/WaveSpeed/resources/prediction/submit.ts';

/** An item whose expressions give these values. */
const itemWith = (options: Record<string, unknown>) =>
	({
		forAgent: false,
		parameter: (name: string, fallback: unknown) => {
			const key = name.replace('options.', '');
			return key in options ? options[key] : fallback;
		},
	}) as unknown as Item;
const choicesWith = (options: Record<string, unknown>) => readDownloadChoices(itemWith(options));

describe('an option that an expression gives', () => {
	it.each(['prediction', 'output'])('may be %s for “File: If Several”', (rowPer) => {
		expect(choicesWith({ rowPer })).toMatchObject({ rowPer });
	});

	it.each([['file'], [''], [null], [true], [{ rowPer: 'output' }]])(
		'may not be %j for it, and the error says what may',
		(rowPer) => {
			expect(() => choicesWith({ rowPer })).toThrow(
				expect.objectContaining({
					message: expect.stringMatching(/^The option “File: If Several” has no value “/),
					details: { reason: 'invalidOption', field: 'options.rowPer' },
				}),
			);
		},
	);

	it.each([[7], [null], [['data']]])('may not be %j for a name', (binaryField) => {
		expect(() => choicesWith({ binaryField })).toThrow('needs a name without dots');
	});

	it.each([[7], [{}], [true]])('may not be %j for an address', (webhookUrl) => {
		expect(() => readWebhookUrl(itemWith({ webhookUrl }))).toThrow('is not an address');
	});
});
