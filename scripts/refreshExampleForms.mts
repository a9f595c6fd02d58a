import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { INode, ResourceMapperField } from 'n8n-workflow';
import { buildCatalog } from '../emulator/catalog/index.mts';
import { makeCatalogue } from '../nodes/WaveSpeed/models/catalogue.ts';
import { DEFAULT_MODEL, DEFAULT_MODEL_NAME } from '../nodes/WaveSpeed/defaultModel.ts';
import { modelName } from '../nodes/WaveSpeed/models/modelName.ts';
import { formOf } from '../nodes/WaveSpeed/panel/formOf.ts';

/**
 * Writes into every example the form that the node makes today, so that the editor warns of nothing and
 * opening a node changes nothing: `npx tsx scripts/refreshExampleForms.mts` after a change of labels.
 */
const folder = path.resolve(import.meta.dirname, '../examples');
const catalogue = makeCatalogue(buildCatalog('https://api.example'));

interface FormParameters {
	model?: { value: string; mode?: string; cachedResultName?: string };
	inputFields?: { schema?: ResourceMapperField[]; value?: Record<string, unknown> | null };
}

for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
	const place = path.join(folder, file);
	const workflow = JSON.parse(readFileSync(place, 'utf8')) as { nodes: INode[] };
	for (const { parameters } of workflow.nodes) {
		const { model, inputFields } = parameters as FormParameters;
		const inputs = model && catalogue.find(model.value)?.inputs;
		if (!model || !inputs) continue;
		if (model.mode === 'list') {
			model.cachedResultName =
				model.value === DEFAULT_MODEL ? DEFAULT_MODEL_NAME : modelName(model.value);
		}
		if (!inputFields?.schema) continue;
		// What is filled in is shown, wherever the form would put it.
		const filled = new Set(Object.keys(inputFields.value ?? {}));
		inputFields.schema = formOf(inputs).map((field) => ({
			...field,
			removed: field.removed && !filled.has(field.id),
		}));
	}
	writeFileSync(place, `${JSON.stringify(workflow, null, '\t')}\n`);
}
