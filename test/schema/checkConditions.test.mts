import { checkConditions } from '../../nodes/WaveSpeed/schema/checkConditions.ts';
import { findInputProblems } from '../../nodes/WaveSpeed/schema/findInputProblems.ts';
import { modelFrom } from '../models/modelFrom.mts';

describe('allOf with if and then', () => {
	const model = modelFrom(
		{
			resolution: { type: 'string', enum: ['540p', '1080p'] },
			duration: { type: 'integer', enum: [5, 8, 10] },
		},
		{
			allOf: [
				{
					if: { properties: { resolution: { const: '1080p' } }, required: ['resolution'] },
					then: { properties: { duration: { enum: [5, 8], type: 'integer', default: 5 } } },
				},
				{
					if: { properties: { resolution: { enum: ['540p'] } }, required: ['resolution'] },
					then: { properties: { duration: { enum: [5, 8, 10], type: 'integer' } } },
				},
			],
		},
	);

	it('tightens an input where the condition holds', () => {
		expect(findInputProblems(model, { resolution: '1080p', duration: 10 })).toEqual([
			{
				field: 'duration',
				message:
					'The input “duration”, with resolution “1080p”, must be 5 or 8, but is 10. Choose one of these values.',
			},
		]);
	});

	it.each([
		{ resolution: '540p', duration: 10 },
		{ resolution: '1080p', duration: 8 },
		{ duration: 10 },
		{},
	])('lets %j pass', (input) => {
		expect(findInputProblems(model, input)).toEqual([]);
	});

	it('stays silent while an input is wrong by itself', () => {
		expect(findInputProblems(model, { resolution: '1080p', duration: 11 })).toHaveLength(1);
	});
});

describe('if with else', () => {
	const model = modelFrom(
		{ last_image: { type: 'string' }, duration: { type: 'integer', enum: [3, 4, 5, 10] } },
		{
			if: {
				properties: { last_image: { minLength: 1, type: 'string' } },
				required: ['last_image'],
			},
			then: { properties: { duration: { enum: [3, 4, 5, 10] } } },
			else: { properties: { duration: { enum: [5, 10], type: 'integer' } } },
		},
	);

	it('takes the other branch where the input is not given', () => {
		expect(findInputProblems(model, { duration: 3 })[0]?.message).toBe(
			'The input “duration”, without last_image, must be 5 or 10, but is 3. Choose one of these values.',
		);
		expect(
			findInputProblems(model, { duration: 3, last_image: 'https://files.example/a.png' }),
		).toEqual([]);
	});
});

it('refuses two inputs that exclude each other', () => {
	const model = modelFrom(
		{ subject: { type: 'string' }, first: { type: 'string' } },
		{ not: { required: ['subject', 'first'] } },
	);
	expect(findInputProblems(model, { subject: 'a' })).toEqual([]);
	expect(findInputProblems(model, { subject: 'a', first: 'b' })).toEqual([
		{
			field: 'first',
			message: 'The input “first” cannot be given together with “subject”. Remove one of them.',
		},
	]);
});

it('wants one of several alternatives', () => {
	const model = modelFrom(
		{ text: { type: 'string' }, url: { type: 'string' } },
		{ anyOf: [{ required: ['text'] }, { required: ['url'] }] },
	);
	expect(findInputProblems(model, { url: 'a' })).toEqual([]);
	expect(findInputProblems(model, {})[0]?.message).toContain('one of “text”, “url”');
});

it('requires what a branch requires', () => {
	const conditions = { if: { required: ['a'] }, then: { required: ['b'] } };
	expect(checkConditions(conditions, { a: 1 })[0]?.field).toBe('b');
	expect(checkConditions(conditions, { a: 1, b: 2 })).toEqual([]);
});

it.each([
	{ if: { $ref: '#/somewhere' }, then: { properties: { a: { const: 1 } } } },
	{ if: { patternProperties: { '^a': {} } }, then: { required: ['b'] } },
	{ not: { unheardOf: true } },
	{ anyOf: [{ unheardOf: 1 }, { required: ['z'] }] },
	{ allOf: 'no list', if: 7, then: null, not: [] },
	{ allOf: [null, 7, { if: true }] },
	{ if: { properties: 'no object' }, then: { required: ['b'] } },
])('lets the input pass where %j is not understood', (conditions) => {
	expect(checkConditions(conditions, { a: 2 })).toEqual([]);
});
