import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The pages for people who use the node or work on it, by their paths from the root. */
export const userPages: readonly string[] = [
	...['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'examples/README.md'],
	...readdirSync(join(__dirname, '../../docs'))
		.filter((name) => name.endsWith('.md'))
		.map((name) => `docs/${name}`),
];
