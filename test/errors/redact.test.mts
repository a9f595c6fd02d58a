import { redact, redactAddress } from '../../nodes/WaveSpeed/errors/redact.ts';

const KEY = 'WSK_SECRET_4f0c21';

describe('quoting words from outside', () => {
	it.each([
		['the key itself', `bad key ${KEY}`],
		['the key in base64', `bad key ${Buffer.from(KEY).toString('base64')}`],
		['a header', `Authorization: Bearer ${KEY}`],
	])('hides %s', (_what, text) => {
		expect(redact(text, [KEY])).not.toContain(KEY);
		expect(redact(text, [KEY])).not.toContain(Buffer.from(KEY).toString('base64'));
		expect(redact(text, [KEY])).toContain('[hidden]');
	});

	it('hides a bearer token it was not told about', () => {
		expect(redact('sent Bearer abcdefghijklmnop')).toBe('sent Bearer [hidden]');
	});

	it.each([
		'Invalid API key provided',
		'Your basic membership allows three videos at once.',
		'Authorization required.',
		'This token belongs to another account',
	])('leaves “%s” as it is', (sentence) => {
		expect(redact(sentence)).toBe(sentence);
	});

	it.each(['api key: abcdefghij', 'token "abcdefghij"', 'API key sk_abcdefgh', 'token abcdefgh1'])(
		'hides what comes after the name in “%s”',
		(sentence) => {
			expect(redact(sentence)).toContain('[hidden]');
		},
	);

	it('drops the query of an address, which may be signed', () => {
		expect(redact('see https://cdn.example/a.mp4?X-Signature=abc&Expires=1#t for it')).toBe(
			'see https://cdn.example/a.mp4 for it',
		);
		expect(redactAddress('https://user:pass@cdn.example/a.mp4?sig=1')).toBe(
			'https://cdn.example/a.mp4',
		);
	});

	it('drops markup, terminal codes and reading directions', () => {
		expect(redact('<script>alert(1)</script><b>no</b>\u001b[31m red\u202e left')).toBe(
			'no [31m red left',
		);
	});

	it('shortens a megabyte to a sentence', () => {
		expect(redact('x'.repeat(1_000_000)).length).toBeLessThanOrEqual(300);
	});

	it.each([
		['whsec_abcdefgh x', '[hidden] x'],
		['a<b>c</b>d', 'a c d'],
		['a\u0000\u001b\u200bb', 'a b'],
		['a<b', 'a b'],
		['  a \n b  ', 'a b'],
		['x'.repeat(300), 'x'.repeat(300)],
		['x'.repeat(301), `${'x'.repeat(299)}…`],
		[`${'x'.repeat(298)} yyy`, `${'x'.repeat(298)}…`],
		[`${'<b>'.repeat(2_000)}tail`, ''],
		[undefined, ''],
		[null, ''],
		[7, '7'],
	])('makes %j to %j', (text, plain) => {
		expect(redact(text)).toBe(plain);
	});

	it.each([
		['abc', 'abc', 'abc'],
		['abcd', 'abcd', '[hidden]'],
		['abcd', 'YWJjZA==', 'YWJjZA=='],
		['abcd', '61626364', '[hidden]'],
		['abcde', 'YWJjZGU=', '[hidden]'],
		['a/b+c/d?', 'a%2Fb%2Bc%2Fd%3F', '[hidden]'],
		['a/b+c/d?', 'a%2fb%2bc%2fd%3f', '[hidden]'],
		['ÿÿþÿÿþÿ', Buffer.from('ÿÿþÿÿþÿ').toString('base64url').slice(0, 18), '[hidden]'],
	])('of the secret “%s” makes “%s” to “%s”', (secret, text, plain) => {
		expect(redact(text, [secret]).replace(/\[hidden\].*/, '[hidden]')).toBe(plain);
	});

	it('hides a secret in base64 wherever it stands, and nothing but it', () => {
		for (const before of ['', 'a', 'ab', 'user:']) {
			const whole = `${before}${KEY}and some more`;
			const hidden = redact(Buffer.from(whole).toString('base64'), [KEY]);
			expect(hidden).toMatch(/^[A-Za-z0-9]{0,7}\[hidden\][A-Za-z0-9+/]{12,}/);
		}
	});

	it('reads no address where there is none', () => {
		expect(redactAddress('not an address?token=abc#x')).toBe('not an address');
	});
});

describe('words that would keep a backtracking pattern busy', () => {
	const MEGABYTE = 1024 * 1024;
	const repeated = (text: string) => text.repeat(MEGABYTE / text.length);

	// Each took minutes or did not end with patterns; a test has five seconds.
	it.each([
		['<'],
		['<script'],
		['<STYLE<'],
		['</script '],
		['a://'],
		['a://b@'],
		['token '],
		['bearer'],
		['basic "'],
		['api-key'],
		['authorization: bearer '],
		[' '],
		['whsec_'],
		['\u200b'],
	])('a megabyte of %j is quoted in one short line', (unit) => {
		expect(redact(repeated(unit), [KEY]).length).toBeLessThanOrEqual(300);
	});

	it.each([
		['Authorization: Bearer abcdefghij', 'Authorization: [hidden]'],
		['authorization=abcdefghij', 'authorization=[hidden]'],
		['"api_key": "abcdefghij"', '"api_key": "[hidden]"'],
		['mytoken=abcdefghij!', 'mytoken=[hidden]!'],
		['Bearer  \n abcdefghij', 'Bearer [hidden]'],
		[`Bearer${'\n'.repeat(9)}abcdefghij`, 'Bearer [hidden]'],
		['the token is wrong', 'the token is wrong'],
		['a secret.', 'a secret.'],
		['see https://user:pw@h.test/p/q?sig=1#x now', 'see https://h.test/p/q now'],
		['see https://h.test?sig=abc now', 'see https://h.test now'],
		['see https://user:pw@ now', 'see https:// now'],
		['see file:///home/a@b now', 'see file:///home/a@b now'],
		['see https://a@b@h.test/p@q', 'see https://h.test/p@q'],
		['<script>bad()</script>good', 'good'],
		['İİİİİİİİ<SCRIPT>bad()</Script>good', 'İİİİİİİİ good'],
		['<b>İİİİİİİİİİİİ</b><script>bad()</script>good', 'İİİİİİİİİİİİ good'],
		['<SCRIPT src=x>bad()</ScRiPt >good<style>x</style>!', 'good !'],
		['<script>no end, <b>bold</b>', 'no end, bold'],
		['<scripting>kept</scripting>', 'kept'],
		['1 < 2 > 0', '1 0'],
	])('%j is shown as %j', (text, shown) => {
		expect(redact(text)).toBe(shown);
	});
});
