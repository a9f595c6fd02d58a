/**
 * Stands for each file of an installed package: Node loads it, once for all test files of a Jest
 * worker. It needs `oneRealmEnvironment.cjs`, or n8n's `Array` and `Error` would not be the tests'.
 */
module.exports = {
	process: () => ({ code: 'module.exports = loadPackageOnce(__filename);' }),
	getCacheKey: () => 'load the file by Node',
};
