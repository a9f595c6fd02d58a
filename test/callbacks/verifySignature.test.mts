import { createHmac } from 'node:crypto';

import fc from 'fast-check';

import { callbackHeaders } from '../../emulator/signature.mts';
import { distrust, type SignedCallback } from '../../nodes/WaveSpeed/callbacks/verifySignature.ts';

const SECRET = 'whsec_dGVzdHMgb25seSwgbm90IGEgc2VjcmV0IG9mIGFueW9uZSE=';
const NOW = new Date('2026-11-22T12:00:00.900Z');
const SECONDS = Math.floor(NOW.getTime() / 1_000);
const BODY =
	'{"id":"ded09b4c9b104fb88a38feab74c9d54c","status":"completed","outputs":["https://a.example/ü.mp4"]}';

function callback(
	change: Partial<{ id: string; at: number; body: string; secret: string }> = {},
): SignedCallback {
	const { id = 'evt_1', at = SECONDS, body = BODY, secret = SECRET } = change;
	return {
		headers: callbackHeaders(secret, id, String(at), body),
		rawBody: Buffer.from(body),
	};
}

const withHeaders = (headers: Record<string, unknown>): SignedCallback => ({
	...callback(),
	headers: { ...callback().headers, ...headers },
});

describe('the signature of a callback', () => {
	it('is the HMAC that the vendor describes, worked out by hand', () => {
		// printf 'evt_1.1790000000.{}' | openssl dgst -sha256 -hmac c2VjcmV0
		const signature = 'v3,5f2607aa3680125cdac36cea9dfab46665d5b238b38ce26007c662ac875c0aa5';
		const headers = {
			'webhook-id': 'evt_1',
			'webhook-timestamp': '1790000000',
			'webhook-signature': signature,
		};
		const at = new Date(1_790_000_000_000);
		expect(distrust({ headers, rawBody: Buffer.from('{}') }, 'whsec_c2VjcmV0', at)).toBeUndefined();
	});

	it('is accepted with the secret with and without its prefix', () => {
		const bare = SECRET.slice('whsec_'.length);
		expect(distrust(callback(), SECRET, NOW)).toBeUndefined();
		expect(distrust(callback(), bare, NOW)).toBeUndefined();
	});

	it('is accepted when the whole secret is the key', () => {
		const whole = createHmac('sha256', SECRET).update(`evt_1.${SECONDS}.${BODY}`).digest('hex');
		expect(
			distrust(withHeaders({ 'webhook-signature': `v3,${whole}` }), SECRET, NOW),
		).toBeUndefined();
	});

	it('may be one of several entries, whichever place it has', () => {
		const good = String(callback().headers['webhook-signature']);
		const other = `v3,${'0'.repeat(64)}`;
		for (const entries of [`${good} ${other}`, `${other} ${good}`, `v1,abc= ${good}`]) {
			expect(distrust(withHeaders({ 'webhook-signature': entries }), SECRET, NOW)).toBeUndefined();
		}
	});

	it.each([
		['none', undefined, 'unsigned'],
		['an empty one', '', 'unsigned'],
		['garbage', 'hello', 'malformed'],
		['version 1 with the right digest', 'v1,', 'malformed'],
		['upper-case hex', 'upper', 'malformed'],
		['a header sent twice, joined by Node', 'twice', 'malformed'],
		['a list of values', ['a', 'b'], 'unsigned'],
		['too short a digest', `v3,${'0'.repeat(63)}`, 'malformed'],
		['another digest', `v3,${'0'.repeat(64)}`, 'wrongSignature'],
		[
			'a hundred entries',
			Array(100)
				.fill(`v3,${'0'.repeat(64)}`)
				.join(' '),
			'malformed',
		],
	])('is refused: %s', (_what, value, verdict) => {
		const good = String(callback().headers['webhook-signature']);
		const given =
			value === 'v1,'
				? good.replace('v3,', 'v1,')
				: value === 'upper'
					? good.toUpperCase().replace('V3', 'v3')
					: value === 'twice'
						? `${good}, ${good}`
						: value;
		expect(distrust(withHeaders({ 'webhook-signature': given }), SECRET, NOW)).toBe(verdict);
	});

	it.each(['', 'whsec_'])('proves nothing with the empty secret “%s”', (secret) => {
		const signed = callback({ secret: '' });
		expect(distrust(signed, secret, NOW)).toBe('wrongSignature');
	});

	it.each([
		[-301, 'outOfTime'],
		[-300, undefined],
		[-299, undefined],
		[299, undefined],
		[300, undefined],
		[301, 'outOfTime'],
	])('of %d seconds from now', (offset, verdict) => {
		expect(distrust(callback({ at: SECONDS + offset }), SECRET, NOW)).toBe(verdict);
	});

	it.each(['', ' ', '-1', '1e9', '0x5', `${SECONDS}.0`, `${SECONDS}, ${SECONDS}`, '9'.repeat(13)])(
		'with the timestamp “%s” is refused',
		(timestamp) => {
			const verdict = distrust(withHeaders({ 'webhook-timestamp': timestamp }), SECRET, NOW);
			expect(['unsigned', 'malformed']).toContain(verdict);
		},
	);

	it('is never checked against a body that was put together again', () => {
		expect(distrust({ ...callback(), rawBody: undefined }, SECRET, NOW)).toBe('noRawBody');
	});

	it('breaks with every bit of the body, the id, the timestamp and the digest', () => {
		const genuine = callback();
		const parts = ['body', 'webhook-id', 'webhook-timestamp', 'webhook-signature'] as const;
		fc.assert(
			fc.property(fc.constantFrom(...parts), fc.nat(), (part, place) => {
				const bytes = Buffer.from(
					part === 'body'
						? (genuine.rawBody as Buffer)
						: Buffer.from(String(genuine.headers[part])),
				);
				const bit = place % (bytes.length * 8);
				bytes[bit >> 3] = (bytes[bit >> 3] as number) ^ (1 << (bit & 7));
				const changed =
					part === 'body'
						? { ...genuine, rawBody: bytes }
						: withHeaders({ [part]: bytes.toString('latin1') });
				return distrust(changed, SECRET, NOW) !== undefined;
			}),
			{ numRuns: 3_000 },
		);
	});
});
