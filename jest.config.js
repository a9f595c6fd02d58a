/** @type {import('jest').Config} */
module.exports = {
	testEnvironment: '<rootDir>/test/jest/oneRealmEnvironment.cjs',
	// n8n's engine logs every failing node of every test; `npm test -- --silent=false` shows it.
	silent: true,
	// Much of the time goes to real connections and encoders.
	maxWorkers: '100%',
	// No test asks how long something took: this ends what hangs, on the busiest machine.
	testTimeout: 300_000,
	// A busy machine needs more than Jest's half a second to end a process in which nothing is open.
	workerGracefulExitTimeout: 60_000,
	roots: ['<rootDir>/test'],
	testMatch: ['**/*.test.mts'],
	moduleFileExtensions: ['ts', 'mts', 'js', 'mjs', 'json', 'node'],
	transformIgnorePatterns: [],
	transform: {
		// All but what Jest itself is made of, which it loads by this as well.
		'/node_modules/(?!@?jest|pirates/|expect/|@swc/).+\\.[cm]?js$':
			'<rootDir>/test/jest/loadPackageOnce.cjs',
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
