/**
 * Tests that pass with nothing done where what they need is missing; whoever misses it prints why.
 * @param missing why nothing can be tested; empty where it can
 */
export const testUnless =
	(missing: () => string) =>
	(name: string, body: () => Promise<void>): void =>
		globalThis.test(name, async () => {
			if (missing() === '') await body();
		});
