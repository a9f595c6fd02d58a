/** The tests that need a real n8n: `npm run test:e2e`. */
module.exports = {
	testEnvironment: 'node',
	testMatch: ['<rootDir>/*.test.ts'],
	globalSetup: '<rootDir>/globalSetup.ts',
	globalTeardown: '<rootDir>/globalTeardown.ts',
	reporters: ['default', '<rootDir>/n8nLogReporter.cjs'],
	// One n8n serves all test files, and its processor time is what the tests compete for.
	maxWorkers: 1,
	testTimeout: 120_000,
	// The installed n8n has thousands of package.json files that must not be looked at.
	modulePathIgnorePatterns: ['<rootDir>/node_modules'],
	transform: {
		'^.+\\.m?ts$': [
			'@swc/jest',
			{ jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } },
		],
	},
};
