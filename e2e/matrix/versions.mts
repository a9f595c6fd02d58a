/** An n8n of the matrix and the Node it runs on. */
export interface MatrixVersion {
	/** "2.8.4", or "newest" for the highest one that npm can install in full that day. */
	n8n: string;
	/** Major version. */
	node: 20 | 22 | 24;
	/** What its package.json needs so that it installs without scripts and from every mirror. */
	overrides: Record<string, string>;
}

/** The one of all other tests. */
export const TESTED_EVERYWHERE = '2.41.1';

/**
 * The newest n8n that each supported Node runs, the one of all other tests, and the newest there is.
 * 2.8.4 asks for xlsx from an address outside of npm.
 */
export const VERSIONS: MatrixVersion[] = [
	{ n8n: '2.8.4', node: 20, overrides: { linkedom: '0.18.12', xlsx: '0.18.5' } },
	{ n8n: '2.35.7', node: 22, overrides: { linkedom: '0.18.12' } },
	{
		n8n: TESTED_EVERYWHERE,
		node: 24,
		overrides: { linkedom: '0.18.12', 'msgpackr-extract': '3.0.4' },
	},
	{ n8n: 'newest', node: 24, overrides: { linkedom: '0.18.12', 'msgpackr-extract': '3.0.4' } },
];
