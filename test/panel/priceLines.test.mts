import { textWidth } from '../../nodes/WaveSpeed/panel/labelWidth.ts';
import { priceOf } from '../../nodes/WaveSpeed/panel/priceLines.ts';
import { CLOSED_PRICE_PIXELS } from '../../nodes/WaveSpeed/policy.ts';

const nameWith = (input: Record<string, unknown>) =>
	priceOf({ model: 'a/b', input, labels: new Map(), filesToCome: false }, 0.4, 12.3).name;

describe('the line of a price', () => {
	it('names as many inputs as have room, and counts the others, at once for thousands', () => {
		const count = 20_000;
		const input = Object.fromEntries(Array.from({ length: count }, (_, at) => [`k${at}`, at]));
		const begun = performance.now();
		const name = nameWith(input);
		expect(performance.now() - begun).toBeLessThan(2_000);
		expect(name).toMatch(/^\$0\.40 each · k0 0, k1 1, .+, \d+ more · \$12\.30 left$/);
		expect(textWidth(name)).toBeLessThanOrEqual(CLOSED_PRICE_PIXELS);
		const shown = name.split(', ').length - 1;
		expect(name).toContain(`${count - shown} more`);
	});

	it.each([
		[{}, '$0.40 each with defaults · $12.30 left'],
		[{ seed: 1 }, '$0.40 each · seed 1 · $12.30 left'],
		[{ ['n'.repeat(1_000)]: 1, seed: 1 }, '$0.40 each'],
	])('leaves out what has no room (%#)', (input, line) => {
		expect(nameWith(input)).toBe(line);
	});
});
