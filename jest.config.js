/** @type {import('jest').Config} */
module.exports = {
	testEnvironment: 'node',
	// n8n's engine logs every failing node of every test; `npm test -- --silent=false` shows it.
	silent: true,
	// Much of the time goes to real connections and encoders: a worker a core, and patience on a busy machine.
	maxWorkers: '100%',
	testTimeout: 60_000,
	roots: ['<rootDir>/test'],
	testMatch: ['**/*.test.mts'],
	setupFilesAfterEnv: ['<rootDir>/test/retryOnceInCi.cjs'],
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
