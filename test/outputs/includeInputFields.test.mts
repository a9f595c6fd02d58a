import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { InputError } from '../../nodes/WaveSpeed/errors/errorClasses.ts';
import {
	checkInputFields,
	includeInputFields,
	readFieldNames,
	type InputFieldsChoice,
} from '../../nodes/WaveSpeed/outputs/includeInputFields.ts';

const ALL: InputFieldsChoice = { keep: 'all' };
const NONE: InputFieldsChoice = { keep: 'none' };
const selected = (...names: string[]): InputFieldsChoice => ({ keep: 'selected', names });
const file = (data: string) => ({ data, mimeType: 'text/plain' });
const row = (json: IDataObject = {}) => ({
	json: { id: 'p1', status: 'completed', ...json },
	binary: { data: file('video') },
	pairedItem: { item: 2 },
});
const incoming = {
	json: { title: 'Dusk', caption: 'A lighthouse', row_number: 7 },
	binary: { data: file('picture'), logo: file('logo') },
};

describe('the incoming item’s fields', () => {
	test('stay in the row beside the prediction’s', () => {
		expect(includeInputFields(incoming, row(), ALL)).toEqual({
			json: {
				id: 'p1',
				status: 'completed',
				title: 'Dusk',
				caption: 'A lighthouse',
				row_number: 7,
			},
			binary: { data: file('video') },
			pairedItem: { item: 2 },
		});
	});

	test('come first, in their order, so that a table begins with what names the row', () => {
		const json = { row_number: 7, id: 12, title: 'Dusk' };
		expect(Object.keys(includeInputFields({ json }, row(), ALL).json)).toEqual([
			'row_number',
			'input_id',
			'title',
			'id',
			'status',
		]);
		const chosen = selected('title', 'row_number');
		expect(Object.keys(includeInputFields({ json }, row(), chosen).json).slice(0, 2)).toEqual([
			'title',
			'row_number',
		]);
		const { binary } = includeInputFields(incoming, row(), NONE, true);
		expect(Object.keys(binary!)).toEqual(['data', 'input_data', 'logo']);
	});

	test('are left out, or only some are kept, as chosen', () => {
		expect(includeInputFields(incoming, row(), NONE).json).toEqual(row().json);
		expect(includeInputFields(incoming, row(), selected('row_number')).json).toEqual({
			...row().json,
			row_number: 7,
		});
	});

	test('give way to the prediction’s of the same name, and are kept beside it', () => {
		const json = { id: 12, status: 'draft', input_id: 'mine' };
		expect(includeInputFields({ json }, row(), ALL).json).toEqual({
			id: 'p1',
			status: 'completed',
			input_id_2: 12,
			input_status: 'draft',
			input_id: 'mine',
		});
	});

	test.each(['', 'it failed', false, null, { code: 1 }])(
		'never make a failed row of a good one: an incoming error of %j',
		(error) => {
			for (const choice of [ALL, selected('error')]) {
				const { json } = includeInputFields({ json: { error } as never }, row(), choice);
				expect(json).not.toHaveProperty('error');
				expect(json.input_error).toEqual(error);
			}
		},
	);

	test('stay out of an error row, which n8n merges over the item itself', () => {
		const failed = {
			json: { error: 'It failed', details: { reason: 'x' } },
			pairedItem: { item: 0 },
		};
		expect(includeInputFields(incoming, failed, ALL, true)).toBe(failed);
	});

	test('may be called anything', () => {
		const json = JSON.parse('{"__proto__": {"polluted": true}, "constructor": 1}') as IDataObject;
		const merged = includeInputFields({ json }, row(), ALL).json;
		expect(Object.keys(merged)).toEqual(['__proto__', 'constructor', 'id', 'status']);
		expect((merged as { polluted?: unknown }).polluted).toBeUndefined();
	});

	test('bring the item’s files where that is wanted, after the prediction’s', () => {
		expect(includeInputFields(incoming, row(), NONE, true).binary).toEqual({
			data: file('video'),
			input_data: file('picture'),
			logo: file('logo'),
		});
		expect(includeInputFields(incoming, { json: {} }, NONE, true).binary).toEqual(incoming.binary);
		expect(includeInputFields({ json: {} }, { json: {} }, ALL, true)).toEqual({ json: {} });
	});

	test('are all there once, under some name, and change neither item nor row (property)', () => {
		const name = fc.oneof(
			fc.constantFrom('id', 'error', 'input_id', 'input_error', 'input_id_2', 'a'),
			fc.string(),
		);
		const fields = fc.dictionary(name, fc.string());
		fc.assert(
			fc.property(fields, fields, (json, own) => {
				delete own.error;
				const before = JSON.stringify([json, own]);
				const merged = includeInputFields({ json }, { json: own }, ALL).json;
				expect(JSON.stringify([json, own])).toBe(before);
				expect(merged).not.toHaveProperty('error');
				expect(Object.keys(merged)).toHaveLength(
					Object.keys(json).length + Object.keys(own).length,
				);
				for (const [key, value] of Object.entries(own)) expect(merged[key]).toBe(value);
				const all = [...Object.values(json), ...Object.values(own)];
				expect(Object.values(merged).sort()).toEqual(all.sort());
			}),
		);
	});
});

describe('the choice of fields', () => {
	test('is refused where a chosen field is not there, naming what was probably meant', () => {
		const check =
			(names: string[], json: IDataObject = incoming.json) =>
			() =>
				checkInputFields(json, selected(...names));
		expect(check(['title', 'captoin'])).toThrow(InputError);
		expect(check(['captoin'])).toThrow('no field “captoin”');
		expect(check(['captoin'])).toThrow('Did you mean “caption”?');
		expect(check(['something else'])).toThrow('title, caption, row_number');
		expect(check(['x'], {})).toThrow('no fields at all');
		expect(check(['constructor'])).toThrow(InputError);
		expect(check(['title', 'row_number'])).not.toThrow();
		for (const choice of [ALL, NONE]) expect(() => checkInputFields({}, choice)).not.toThrow();
	});

	test('is read from a list with commas', () => {
		expect(readFieldNames(' title, row_number ,,title,')).toEqual(['title', 'row_number']);
		expect(readFieldNames(' ')).toEqual([]);
	});
});
