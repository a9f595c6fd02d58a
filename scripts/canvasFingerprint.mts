import { createHash } from 'node:crypto';

export interface DrawnWorkflow {
	nodes: Array<{
		name: string;
		type: string;
		position: number[];
		disabled?: boolean;
		parameters: object;
	}>;
	connections: unknown;
}

/** What of a node's parameters is seen on a canvas: the text and shape of a note, the line under a name. */
const SEEN = ['content', 'width', 'height', 'color', 'resource', 'operation', 'model'];

/** Changes whenever a picture of the workflow's canvas would look different. */
export function canvasFingerprint({ nodes, connections }: DrawnWorkflow): string {
	const drawn = nodes.map(({ name, type, position, disabled, parameters }) => {
		const all = parameters as Record<string, unknown>;
		return [name, type, position, disabled === true, SEEN.map((seen) => all[seen] ?? null)];
	});
	return createHash('sha256')
		.update(JSON.stringify([drawn, connections]))
		.digest('hex')
		.slice(0, 16);
}
