import { tsImport } from 'tsx/esm/api';

export default async function globalTeardown() {
	const { endTestRun } = await tsImport('./n8n/testRun.mts', import.meta.url);
	await endTestRun();
}
