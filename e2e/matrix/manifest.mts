import type { MatrixVersion } from './versions.mts';

/** The npm package with Node's own binary for this machine. */
export const nodePackage = () => `node-${process.platform}-${process.arch}`;

/** The package.json of a folder that has one n8n and the Node it runs on. */
export const manifestOf = ({ n8n, node, overrides }: MatrixVersion) => ({
	private: true,
	dependencies: { n8n, [nodePackage()]: String(node) },
	overrides,
});
