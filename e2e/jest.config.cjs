/** The tests that need a real n8n: `npm run test:e2e`. */
module.exports = {
	testEnvironment: 'node',
	moduleFileExtensions: ['mts', 'ts', 'js', 'mjs', 'cjs', 'json', 'node'],
	testMatch: ['<rootDir>/*.test.mts'],
	setupFilesAfterEnv: [require.resolve('./retryOnceInCi.cjs')],
	globalSetup: '<rootDir>/globalSetup.mjs',
	globalTeardown: '<rootDir>/globalTeardown.mjs',
	reporters: ['default', '<rootDir>/n8nLogReporter.cjs'],
	// One n8n serves all test files, and its processor time is what the tests compete for.
	maxWorkers: 1,
	// Twice the start of n8n on a machine that is busy with something else.
	testTimeout: 300_000,
	// The installed n8n has thousands of package.json files that must not be looked at.
	modulePathIgnorePatterns: ['<rootDir>/node_modules'],
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
