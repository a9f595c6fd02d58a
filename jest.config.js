/** @type {import('jest').Config} */
module.exports = {
	testEnvironment: 'node',
	// n8n's engine logs every failing node of every test; `npm test -- --silent=false` shows it.
	silent: true,
	roots: ['<rootDir>/test'],
	testMatch: ['**/*.test.mts'],
	moduleFileExtensions: ['ts', 'mts', 'js', 'mjs', 'json', 'node'],
	transform: {
		'^.+\\.m?ts$': [
			'@swc/jest',
			{
				jsc: {
					parser: { syntax: 'typescript' },
					target: 'es2022',
					// As tsconfig.json has it: a node's description is made from its constructor's argument.
					transform: { useDefineForClassFields: false },
				},
				module: { type: 'commonjs' },
			},
		],
	},
};
