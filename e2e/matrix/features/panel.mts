import { createDataTable } from '../../n8n/dataTables.mts';
import { testCredential } from '../../n8n/credentials.mts';
import { CREDENTIAL_TYPE, NODE_TYPE } from '../../n8n/example.mts';
import { mapperFields, searchList } from '../../n8n/nodeParameters.mts';
import { API_KEY } from '../../n8n/n8nWithEmulator.mts';
import type { OwnEmulator } from '../../suspend/ownEmulator.mts';
import { hold, type Feature } from './feature.mts';

const panelOf = (setup: OwnEmulator) => ({
	type: NODE_TYPE,
	typeVersion: 1,
	parameters: {
		resource: 'prediction',
		operation: 'generateAndWait',
		model: { __rl: true, mode: 'list', value: 'wavespeed-ai/minimax-h3/text-to-video' },
	},
	credentials: { [CREDENTIAL_TYPE]: setup.credential },
});

export const credentialAndTest: Feature = {
	name: 'Credential and its test',
	async run({ session, credential, emulator }) {
		const { status, message } = await testCredential(session, credential, {
			type: CREDENTIAL_TYPE,
			data: { apiKey: API_KEY, baseUrl: emulator.url },
		});
		hold(status === 'OK', message);
	},
};

export const modelsAndForm: Feature = {
	name: 'Model list and form in the panel',
	async run(setup) {
		const { results } = await searchList(
			setup.session,
			panelOf(setup),
			'parameters.model',
			'searchModels',
			'seedance',
		);
		hold(results.length > 0, 'the list of models is empty');
		const { fields } = await mapperFields(
			setup.session,
			panelOf(setup),
			'parameters.inputFields',
			'getModelFields',
		);
		hold(
			fields.some(({ id }) => id === 'duration'),
			'the form has no duration',
		);
	},
};

export const fieldsBeforeTheFirstRun: Feature = {
	name: 'Fields of a row before the first run',
	async run({ session }) {
		const schema = `${session.url}/schemas/${NODE_TYPE}/1/prediction/generateAndWait.json`;
		const response = await fetch(schema, { headers: { cookie: session.cookie() } });
		if (!response.ok) return 'no';
		const { properties } = (await response.json()) as { properties?: object };
		hold(properties && 'outputs' in properties, 'the schema has no outputs');
		return undefined;
	},
};

export const dataTables: Feature = {
	name: 'Data tables (for the examples that use them)',
	async run({ session }) {
		try {
			const table = await createDataTable(session, `matrix ${Date.now()}`, ['prompt']);
			await table.remove();
			return undefined;
		} catch {
			return 'no';
		}
	},
};
