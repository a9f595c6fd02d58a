const base = require('../jest.config.cjs');

/** The tests that need queue mode, and so Postgres and Redis: `npm run test:queue`. */
module.exports = {
	...base,
	rootDir: __dirname,
	globalSetup: '<rootDir>/globalSetup.mjs',
	globalTeardown: undefined,
	reporters: ['default'],
	modulePathIgnorePatterns: ['<rootDir>/../node_modules'],
};
