/**
 * From the environment, so that a failure can be reproduced: PROPERTY_RUNS and PROPERTY_SEED. Each whole run
 * of the tests draws other scripts; `npm run test:properties` draws twenty thousand at once.
 */
export const propertySettings = {
	numRuns: Number(process.env.PROPERTY_RUNS ?? 200),
	seed: Number(process.env.PROPERTY_SEED ?? Math.floor(Math.random() * 2 ** 31)),
};
