import { createHash } from 'node:crypto';

interface DrawnWorkflow {
	nodes: Array<{
		name: string;
		type: string;
		position: number[];
		parameters: { content?: string };
	}>;
	connections: unknown;
}

/** Changes whenever a picture of the workflow's canvas would look different. */
export function canvasFingerprint({ nodes, connections }: DrawnWorkflow): string {
	const drawn = nodes.map(({ name, type, position, parameters }) => [
		name,
		type,
		position,
		parameters.content,
	]);
	return createHash('sha256')
		.update(JSON.stringify([drawn, connections]))
		.digest('hex')
		.slice(0, 16);
}
