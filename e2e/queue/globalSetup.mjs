import { tsImport } from 'tsx/esm/api';

/** Jest loads this file as it is, without its own transform: tsx stands in for that. */
export default async function globalSetup() {
	const { getReady } = await tsImport('./getReady.mts', import.meta.url);
	await getReady();
}
