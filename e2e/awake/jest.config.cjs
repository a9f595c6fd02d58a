const base = require('../jest.config.cjs');

/** What n8n evaluates for a thousand items, counted in a real n8n: `npm run test:awake`. */
module.exports = { ...base, rootDir: `${__dirname}/..`, testMatch: ['<rootDir>/awake/*.test.mts'] };
