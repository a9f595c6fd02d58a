import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INode, ResourceMapperField } from 'n8n-workflow';

import { buildCatalog } from '../../emulator/catalog/index.mts';
import { makeCatalogue } from '../../nodes/WaveSpeed/models/catalogue.ts';
import { formOf } from '../../nodes/WaveSpeed/panel/formOf.ts';

const FOLDER = join(__dirname, '../../examples');
const catalogue = makeCatalogue(buildCatalog('https://api.example'));

interface FormParameters {
	model?: { value: string };
	inputFields?: { schema?: ResourceMapperField[] };
}

const forms = readdirSync(FOLDER)
	.filter((name) => name.endsWith('.json'))
	.flatMap((file) => {
		const { nodes } = JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as { nodes: INode[] };
		return nodes.flatMap(({ name, parameters }) => {
			const { model, inputFields } = parameters as FormParameters;
			return model && inputFields?.schema
				? [[`${file}: ${name}`, model.value, inputFields.schema] as const]
				: [];
		});
	});

describe('the form saved in an example', () => {
	it.each(forms)(
		'%s is the one the node makes, so that the editor warns of nothing',
		(_where, id, saved) => {
			const made = formOf(catalogue.find(id)!.inputs!);
			// What the user removed or added is the user's.
			const facts = ({ id: name, displayName, type, options, required }: ResourceMapperField) => ({
				name,
				displayName,
				type,
				options,
				required,
			});
			expect(saved.map(facts)).toEqual(made.map(facts));
		},
	);
});
