import type { ILoadOptionsFunctions } from 'n8n-workflow';

import { CallFailure, rethrown } from '../api/callFailure';
import { readConnection } from '../api/connection';
import { loadCatalogue, type Catalogue } from '../models/catalogue';
import { explainFailure } from '../api/apiErrors';

/**
 * The catalogue for a panel of the editor.
 * @throws WaveSpeedError worded for the user; whatever n8n throws if there is no credential
 */
export async function catalogueForPanel(panel: ILoadOptionsFunctions): Promise<Catalogue> {
	const connection = await readConnection(panel);
	try {
		return await loadCatalogue(panel, connection);
	} catch (failure) {
		if (!(failure instanceof CallFailure)) throw rethrown(failure);
		throw explainFailure(failure, { baseUrl: connection.baseUrl, secrets: connection.secrets });
	}
}
