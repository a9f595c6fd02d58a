import { makeCatalogue } from '../../nodes/WaveSpeed/models/catalogue.ts';
import { isRecord } from '../../nodes/WaveSpeed/narrow.ts';
import type { Model } from '../../nodes/WaveSpeed/models/model.ts';
import { coerceInput, findInputProblems } from '../../nodes/WaveSpeed/schema/findInputProblems.ts';
import { FORM_LABEL_LIMIT_CHARACTERS } from '../../nodes/WaveSpeed/policy.ts';
import { formOf } from '../../nodes/WaveSpeed/panel/formOf.ts';
import { exampleInputs, wrongInputs } from './exampleInput.mts';
import { readRealCatalogue } from './realCatalogue.mts';

interface RawProperty {
	type?: string;
	enum?: unknown[];
	'x-enum'?: unknown[];
	minimum?: number;
	maximum?: number;
	step?: number;
	default?: unknown;
	disabled?: boolean;
	'x-hidden'?: boolean;
}

const rows = readRealCatalogue();
if (!rows) process.stdout.write('Skipped: there is no capture of the vendor’s catalogue here.\n');

/** The raw schema is read anew here, so that a mistake in reading it cannot hide itself. */
function rawSchema(row: unknown): {
	properties: Record<string, RawProperty>;
	required: string[];
} {
	const schema = (
		row as { api_schema: { api_schemas: Array<{ request_schema: Record<string, unknown> }> } }
	).api_schema.api_schemas[0]?.request_schema as Record<string, unknown>;
	return {
		properties: schema.properties as Record<string, RawProperty>,
		required: (schema.required as string[] | undefined) ?? [],
	};
}

/** 5 and 10 for seconds from 5 to 10 in steps of 5; undefined where a step is that of a slider. */
function stepsOf({ type, minimum = 0, maximum = 0, step = 1 }: RawProperty): unknown[] | undefined {
	if (type !== 'integer' || step !== maximum - minimum || step === 1) return undefined;
	return [minimum, maximum];
}

function formComplaints(model: Model, row: unknown): string[] {
	const { properties, required } = rawSchema(row);
	const form = formOf(model.inputs ?? []);
	const complaints: string[] = [];
	const wanted = Object.entries(properties)
		.filter(([name, property]) => name !== 'prompt' && !property.disabled && !property['x-hidden'])
		.map(([name]) => name);
	const ids = form.map(({ id }) => id);
	if (JSON.stringify([...ids].sort()) !== JSON.stringify([...wanted].sort()))
		complaints.push('fields differ');
	// What the model cannot do without comes first; behind it, what matters most.
	const needed = ids.map((id) => required.includes(id));
	if (needed.lastIndexOf(true) > needed.indexOf(false) && needed.includes(false)) {
		complaints.push('order differs');
	}
	for (const field of form) {
		const property = properties[field.id] as RawProperty;
		const complain = (what: string) => complaints.push(`${field.id}: ${what}`);
		const values =
			property.enum ??
			property['x-enum'] ??
			(property.type === 'boolean' ? [true, false] : stepsOf(property));
		// One published list names a value twice; a drop-down must not.
		const once = values && [...new Set(values)];
		if (JSON.stringify(field.options?.map(({ value }) => value)) !== JSON.stringify(once))
			complain('options');
		if (field.defaultValue !== null) complain('has a value of its own');
		if (field.removed && required.includes(field.id)) complain('required, but not shown');
		if (!/^[^a-z_]/.test(field.displayName) || /_/.test(field.displayName.split(' (')[0] ?? ''))
			complain('label');
		const usual = property.default;
		if (
			usual !== undefined &&
			usual !== '' &&
			typeof usual !== 'object' &&
			String(usual).length < 20
		) {
			const spelled = typeof usual === 'boolean' ? (usual ? 'yes' : 'no') : String(usual);
			const inLabel = [`default ${spelled}`, `${spelled}: random`].some((words) =>
				field.displayName.includes(words),
			);
			const inChoices = (field.options ?? []).some(({ name }) => /\(default\)/.test(String(name)));
			// A unit that is part of the name comes before the default.
			const title = field.id.replaceAll('_', ' ');
			const hasRoom =
				`${title} (seconds, default ${spelled})`.length <= FORM_LABEL_LIMIT_CHARACTERS;
			if (!inLabel && !inChoices && hasRoom) complain('default not named');
		}
		const type = values ? 'options' : 'string';
		if (field.type !== type) complain(`type ${field.type}`);
	}
	return complaints;
}

function validationComplaints(model: Model): string[] {
	const complaints: string[] = [];
	const right = withoutContradictions(model, {
		...exampleInputs(model.inputs ?? []),
		...(model.inputs?.some(({ name }) => name === 'enable_sync_mode') && {
			enable_sync_mode: false,
		}),
	});
	const before = JSON.stringify(right);
	const problems = findInputProblems(model, coerceInput(model, right));
	if (problems.length > 0) complaints.push(`right input refused: ${problems[0]?.message}`);
	if (JSON.stringify(right) !== before) complaints.push('argument changed');
	const asText = Object.fromEntries(
		Object.entries(right).map(([name, value]) => [
			name,
			typeof value === 'string' ? value : JSON.stringify(value),
		]),
	);
	if (JSON.stringify(coerceInput(model, asText)) !== before)
		complaints.push('input as text reads differently');
	for (const { why, input, field } of wrongInputs(model, right)) {
		const found = findInputProblems(model, input);
		if (!found.some((problem) => problem.field === field))
			complaints.push(`${why} at ${field} passes`);
		if (found.some(({ message }) => !/^The input “.+” .+[.?]$/s.test(message)))
			complaints.push(`no sentence: ${why}`);
	}
	return complaints;
}

/** Two models take either of two inputs, never both. */
function withoutContradictions(
	model: Model,
	input: Record<string, unknown>,
): Record<string, unknown> {
	const { not } = model.conditions ?? {};
	const names = isRecord(not) && Array.isArray(not.required) ? (not.required as string[]) : [];
	return Object.fromEntries(
		Object.entries(input).filter(([name]) => !names.slice(1).includes(name)),
	);
}

(rows ? describe : describe.skip)(
	'the vendor’s catalogue (skipped where no capture of it lies beside the repository)',
	() => {
		it('makes a form, accepts right and refuses wrong input for every model of the catalogue', () => {
			const { models } = makeCatalogue(rows);
			const rowById = new Map(
				(rows as Array<{ model_id: string }>).map((row) => [row.model_id, row]),
			);
			const complaints = models.flatMap((model) =>
				[...formComplaints(model, rowById.get(model.id)), ...validationComplaints(model)].map(
					(complaint) => [model.id, complaint] as const,
				),
			);
			const covered = models.length - new Set(complaints.map(([id]) => id)).size;
			process.stdout.write(`${covered} of ${rowById.size} models fully covered\n`);
			expect(complaints).toEqual([]);
			expect(covered).toBe(rowById.size);
		});

		it('keeps the vendor’s order', () => {
			const { models } = makeCatalogue([...(rows ?? [])].reverse());
			const ranks = models.map(
				({ id }) =>
					(rows as Array<{ model_id: string; sort_order: number }>).find(
						(row) => row.model_id === id,
					)?.sort_order,
			);
			expect(ranks).toEqual([...ranks].sort((a = 0, b = 0) => b - a));
			expect(models[0]?.position).toBe(0);
		});
	},
);
