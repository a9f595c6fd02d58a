/** From the environment, so that a failure can be reproduced: PROPERTY_RUNS and PROPERTY_SEED. */
export const propertySettings = {
	numRuns: Number(process.env.PROPERTY_RUNS ?? 1_000),
	seed: Number(process.env.PROPERTY_SEED ?? Math.floor(Math.random() * 2 ** 31)),
};
