/**
 * Writes into every example the forms and model names that the editor would show, as opening the nodes
 * one by one would. Run it after labels or schemas have changed: `npm run examples:forms`.
 * The schemas are those of the emulator's catalogue.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { ResourceMapperField } from 'n8n-workflow';
import prettier from 'prettier';
import { buildCatalog } from '../emulator/catalog/index.mts';
import { makeCatalogue } from '../nodes/WaveSpeed/models/catalogue.ts';
import { DEFAULT_MODEL } from '../nodes/WaveSpeed/defaultModel.ts';
import { modelName } from '../nodes/WaveSpeed/models/modelName.ts';
import { formOf } from '../nodes/WaveSpeed/panel/formOf.ts';

interface FormParameters {
	model?: { value: string; mode?: string; cachedResultName?: string };
	inputFields?: { value: Record<string, unknown> | null; schema: ResourceMapperField[] };
}

const FOLDER = path.resolve(import.meta.dirname, '../examples');
const catalogue = makeCatalogue(buildCatalog('https://api.example'));
const format = await prettier.resolveConfig(path.join(FOLDER, 'example.json'));

for (const name of readdirSync(FOLDER).filter((file) => file.endsWith('.json'))) {
	const file = path.join(FOLDER, name);
	const before = readFileSync(file, 'utf8');
	const workflow = JSON.parse(before) as { nodes: Array<{ parameters: FormParameters }> };
	for (const { parameters } of workflow.nodes) {
		const { model, inputFields } = parameters;
		if (!model || !inputFields) continue;
		const inputs = catalogue.find(model.value)?.inputs;
		if (!inputs) throw new Error(`${name}: the catalogue has no model ${model.value}`);
		if (model.mode === 'list') {
			model.cachedResultName =
				model.value === DEFAULT_MODEL ? `★ ${modelName(DEFAULT_MODEL)}` : modelName(model.value);
		}
		inputFields.schema = formOf(inputs).map((field) => ({
			...field,
			// The editor keeps what was filled in, and leaves out what was not.
			removed: field.removed && !(field.id in (inputFields.value ?? {})),
		}));
	}
	const text = JSON.stringify(workflow);
	// How the file is broken into lines is no change of a form.
	if (isDeepStrictEqual(JSON.parse(text), JSON.parse(before))) continue;
	writeFileSync(file, await prettier.format(text, { ...format, filepath: file }));
	console.log(`Renewed the forms of ${name}`);
}
