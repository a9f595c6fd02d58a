import { quote, quoteAddress } from '../../nodes/WaveSpeed/errors/quote.ts';

const KEY = 'WSK_CANARY_4f0c21';

describe('quoting words from outside', () => {
	it.each([
		['the key itself', `bad key ${KEY}`],
		['the key in base64', `bad key ${Buffer.from(KEY).toString('base64')}`],
		['a header', `Authorization: Bearer ${KEY}`],
	])('hides %s', (_what, text) => {
		expect(quote(text, [KEY])).not.toContain(KEY);
		expect(quote(text, [KEY])).not.toContain(Buffer.from(KEY).toString('base64'));
		expect(quote(text, [KEY])).toContain('[hidden]');
	});

	it('hides a bearer token it was not told about', () => {
		expect(quote('sent Bearer abcdefghijklmnop')).toBe('sent Bearer [hidden]');
	});

	it('drops the query of an address, which may be signed', () => {
		expect(quote('see https://cdn.example/a.mp4?X-Signature=abc&Expires=1#t for it')).toBe(
			'see https://cdn.example/a.mp4 for it',
		);
		expect(quoteAddress('https://user:pass@cdn.example/a.mp4?sig=1')).toBe(
			'https://cdn.example/a.mp4',
		);
	});

	it('drops markup, terminal codes and reading directions', () => {
		expect(quote('<script>alert(1)</script><b>no</b>\u001b[31m red\u202e left')).toBe(
			'no [31m red left',
		);
	});

	it('shortens a megabyte to a sentence', () => {
		expect(quote('x'.repeat(1_000_000)).length).toBeLessThanOrEqual(300);
	});
});
