import type { Session } from './session.mts';

export type Row = Record<string, string | number | boolean | null>;

/** A data table of n8n. */
export interface DataTable {
	/** All rows, oldest first, with n8n's own columns `id`, `createdAt` and `updatedAt`. */
	rows(): Promise<Row[]>;
	remove(): Promise<void>;
}

/** Makes a data table with text columns, and its first rows. */
export async function createDataTable(
	session: Session,
	name: string,
	columns: string[],
	rows: Row[] = [],
): Promise<DataTable> {
	const { id: projectId } = await session.request<{ id: string }>('GET', '/projects/personal');
	const tables = `/projects/${projectId}/data-tables`;
	const { id } = await session.request<{ id: string }>('POST', tables, {
		name,
		columns: columns.map((column) => ({ name: column, type: 'string' })),
	});
	if (rows.length > 0)
		await session.request('POST', `${tables}/${id}/insert`, { data: rows, returnType: 'count' });
	return {
		async rows() {
			const found = await session.request<{ data: Row[] } | Row[]>('GET', `${tables}/${id}/rows`);
			const list = Array.isArray(found) ? found : found.data;
			return [...list].sort((one, other) => Number(one.id) - Number(other.id));
		},
		remove: async () => void (await session.request('DELETE', `${tables}/${id}`)),
	};
}
