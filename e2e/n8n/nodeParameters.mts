import type {
	INodeListSearchResult,
	INodePropertyOptions,
	ResourceMapperFields,
} from 'n8n-workflow';
import type { CredentialReference } from './credentials.mts';
import type { Session } from './session.mts';

/** The node whose panel is open, as far as a list in it needs to know. */
export interface PanelState {
	/** "n8n-nodes-wavespeedai.waveSpeed" */
	type: string;
	typeVersion: number;
	/** What is chosen in the panel so far. */
	parameters: Record<string, unknown>;
	/** By credential type. */
	credentials: Record<string, CredentialReference>;
}

/** What a drop-down shows. `path` is the field's place, such as "parameters.model". */
export async function loadOptions(
	session: Session,
	panel: PanelState,
	path: string,
	methodName: string,
): Promise<INodePropertyOptions[]> {
	return await session.request(
		'POST',
		'/dynamic-node-parameters/options',
		request(panel, path, methodName),
	);
}

/** What a "From list" search shows. */
export async function searchList(
	session: Session,
	panel: PanelState,
	path: string,
	methodName: string,
	filter?: string,
): Promise<INodeListSearchResult> {
	return await session.request('POST', '/dynamic-node-parameters/resource-locator-results', {
		...request(panel, path, methodName),
		filter,
	});
}

/** The fields of a form made from a schema. */
export async function mapperFields(
	session: Session,
	panel: PanelState,
	path: string,
	methodName: string,
): Promise<ResourceMapperFields> {
	return await session.request(
		'POST',
		'/dynamic-node-parameters/resource-mapper-fields',
		request(panel, path, methodName),
	);
}

function request(panel: PanelState, path: string, methodName: string) {
	return {
		path,
		methodName,
		nodeTypeAndVersion: { name: panel.type, version: panel.typeVersion },
		currentNodeParameters: panel.parameters,
		credentials: panel.credentials,
	};
}
