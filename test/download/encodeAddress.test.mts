import fc from 'fast-check';

import { encodeAddress } from '../../nodes/WaveSpeed/download/checkAddress.ts';

describe('an address as a server wrote it', () => {
	test.each([
		['https://a.example/my cat.mp4', 'https://a.example/my%20cat.mp4'],
		['  https://a.example/a.mp4\n', 'https://a.example/a.mp4'],
		['https://a.example/Grüße.mp4', 'https://a.example/Gr%C3%BC%C3%9Fe.mp4'],
		['https://bücher.example/a.mp4', 'https://xn--bcher-kva.example/a.mp4'],
		['https://a.example/a[1]{2}|`^.mp4', 'https://a.example/a%5B1%5D%7B2%7D%7C%60%5E.mp4'],
		['https://a.example/100%.mp4', 'https://a.example/100%25.mp4'],
		['https://a.example/a%20b%2Fc.mp4', 'https://a.example/a%20b%2Fc.mp4'],
		['https://a.example/a.mp4?X=a+b%2F=&Y=c d', 'https://a.example/a.mp4?X=a+b%2F=&Y=c%20d'],
		['https://a.example/take #2.mp4', 'https://a.example/take%20%232.mp4'],
		['https://a.example/a.mp4#t=10', 'https://a.example/a.mp4#t=10'],
		['https://a.example/page#section', 'https://a.example/page#section'],
		['http://[::1]:80/a.mp4', 'http://[::1]/a.mp4'],
	])('is encoded once: %s', (address, encoded) => {
		expect(encodeAddress(address).href).toBe(encoded);
	});

	test('is the same after a second time (property)', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), (name) => {
				const once = encodeAddress(
					`https://a.example/${encodeURIComponent(name.replace(/\p{Cs}/gu, ''))}`,
				);
				expect(encodeAddress(once.href).href).toBe(once.href);
			}),
		);
	});
});
