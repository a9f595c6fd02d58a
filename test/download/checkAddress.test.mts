import fc from 'fast-check';

import { checkAddress } from '../../nodes/WaveSpeed/download/checkAddress.ts';

const PUBLIC_API = 'https://api.wavespeed.ai';
const EMULATOR = 'http://127.0.0.1:4010';

const refusal = (address: string, api = PUBLIC_API) => {
	const checked = checkAddress(address, api);
	return 'refused' in checked ? checked.refused : undefined;
};

describe('an address of an output', () => {
	test.each([
		'https://d2h7xmz5gqybh9.cloudfront.net/output/a.jpeg',
		'https://static.wavespeed.ai/a',
		'https://files.example:8443/a?b=c',
		'https://8.8.8.8/a',
		'https://172.15.255.255/a',
		'https://172.32.0.1/a',
		'https://192.167.1.1/a',
		'https://100.63.255.255/a',
		'https://100.128.0.1/a',
		'https://223.255.255.255/a',
		'https://[2606:4700:4700::1111]/a',
		'https://[::ffff:8.8.8.8]/a',
		'https://[64:ff9b::808:808]/a',
		'https://localhost.example.com/a',
		'https://local.example/a',
		'https://münchen.example/a',
		'https://10.example/a',
	])('is fetched: %s', (address) => {
		expect(refusal(address)).toBeUndefined();
	});

	test.each([
		// Loopback, in every spelling.
		'127.0.0.1',
		'127.1',
		'127.0.1',
		'2130706433',
		'0x7f000001',
		'0x7f.1',
		'0177.0.0.1',
		'017700000001',
		'127.0.0.1.',
		'127.255.255.254',
		'１２７.0.0.1',
		'127。0。0。1',
		'%31%32%37.0.0.1',
		'localhost',
		'LOCALHOST',
		'localhost.',
		'localhost..',
		'a.localhost',
		'a.b.localhost.',
		'ⓛocalhost',
		// Private, shared, link-local, unspecified, benchmarking, documentation, multicast, reserved.
		'10.0.0.1',
		'10.255.255.255',
		'172.16.0.1',
		'172.31.255.255',
		'192.168.1.1',
		'100.64.0.1',
		'100.127.255.255',
		'169.254.1.1',
		'0.0.0.0',
		'0',
		'0.1.2.3',
		'192.0.0.8',
		'192.0.2.1',
		'198.18.0.1',
		'198.51.100.1',
		'203.0.113.1',
		'224.0.0.1',
		'239.255.255.255',
		'240.0.0.1',
		'255.255.255.255',
		'4294967295',
		// IPv6, and IPv4 inside it.
		'[::]',
		'[::1]',
		'[0:0:0:0:0:0:0:1]',
		'[::ffff:127.0.0.1]',
		'[::ffff:7f00:1]',
		'[0:0:0:0:0:ffff:a00:1]',
		'[::127.0.0.1]',
		'[::10.0.0.1]',
		'[::ffff:0:10.0.0.1]',
		'[64:ff9b::10.0.0.1]',
		'[64:ff9b:1::1]',
		'[2002:a00:1::]',
		'[2002:7f00:1::1]',
		'[fc00::1]',
		'[fd12:3456:789a::1]',
		'[fe80::1]',
		'[febf::1]',
		'[fec0::1]',
		'[ff02::1]',
		'[2001::1]',
		'[2001:db8::1]',
		'[3fff::1]',
		'[100::1]',
		'[4000::1]',
		// Names that lead inside.
		'redis',
		'metadata',
		'kubernetes',
		'printer.local',
		'a.internal',
		'vault.corp',
		'nas.lan',
		'router.home.arpa',
		'metadata.google.internal',
		'metadata.google.internal.',
		'x.svc.cluster.local',
		'metadata.tencentyun.com',
		'host.docker.internal',
		'169.254.169.254',
		'2852039166',
		'[fd00:ec2::254]',
		'100.100.100.200',
		'168.63.129.16',
	])('is refused as private: https://%s/', (host) => {
		expect(refusal(`https://${host}/a`)).toBe('private');
		expect(refusal(`https://${host}:8443/a`)).toBe('private');
		expect(refusal(`https://user:pass@${host}/a`)).toBe('private');
	});

	test.each([
		'',
		'a',
		'/a.mp4',
		'//host/a',
		'https://',
		'https:// /a',
		'https://[fe80::1%25eth0]/',
		'https://[fe80::1%eth0]/',
		'https://256.256.256.256/',
		'https://1.2.3.4.5/',
		'https://0x7f.0.0.0.1/',
		'https://[::1/',
		'https://a b/',
	])('is refused as unreadable: “%s”', (address) => {
		expect(refusal(address)).toBe('unreadable');
	});

	test.each([
		'ftp://a.example/',
		'file:///etc/passwd',
		'data:,a',
		'javascript:1',
		'blob:https://a.example/x',
		'gopher://a.example',
		'ws://a.example',
	])('is refused for its scheme: %s', (address) => {
		expect(refusal(address)).toBe('scheme');
	});

	test('is https while the API is', () => {
		expect(refusal('http://files.example/a')).toBe('plainHttp');
		expect(refusal('http://files.example/a', 'http://gateway.example')).toBeUndefined();
		expect(refusal('http://10.0.0.1/a', 'http://gateway.example')).toBe('private');
	});

	test.each([
		EMULATOR,
		'http://localhost:4010',
		'https://10.1.2.3/gateway',
		'https://[::1]',
		'http://emulator:4010',
		'https://wavespeed.internal',
	])('may be private when the API is at %s, but never one that gives credentials away', (api) => {
		const scheme = api.split(':')[0]!;
		for (const host of ['127.0.0.1:4011', 'localhost', '10.0.0.9', '[::1]:4011', 'files']) {
			expect(refusal(`${scheme}://${host}/a`, api)).toBeUndefined();
		}
		for (const host of [
			'169.254.169.254',
			'[::ffff:169.254.169.254]',
			'2852039166',
			'100.100.100.200',
			'[fd00:ec2::254]',
			'metadata.google.internal',
		]) {
			expect(refusal(`${scheme}://${host}/a`, api)).toBe('private');
		}
	});

	test('is fetched without user, password and fragment', () => {
		const checked = checkAddress('https://user:pass@files.example/a?b=c#d', PUBLIC_API);
		expect('url' in checked && checked.url.href).toBe('https://files.example/a?b=c');
	});

	test('is refused in any spelling of any private IPv4 address (property)', () => {
		const inside = fc.oneof(
			fc.tuple(fc.constantFrom(0, 10, 127, 224, 255), fc.nat(255)),
			fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 })),
			fc.tuple(fc.constant(192), fc.constant(168)),
			fc.tuple(fc.constant(169), fc.constant(254)),
			fc.tuple(fc.constant(100), fc.integer({ min: 64, max: 127 })),
		);
		const number = fc.constantFrom(
			(n: number) => String(n),
			(n: number) => `0x${n.toString(16)}`,
			(n: number) => `0X${n.toString(16).toUpperCase()}`,
			(n: number) => `0${n.toString(8)}`,
			(n: number) => `0x${n.toString(16).padStart(8, '0')}`,
		);
		const writers = fc.tuple(number, number, number, number);
		fc.assert(
			fc.property(
				inside,
				fc.nat(255),
				fc.nat(255),
				writers,
				fc.integer({ min: 1, max: 7 }),
				([a, b], c, d, [w, x, y, z], form) => {
					const value = ((a * 256 + b) * 256 + c) * 256 + d;
					const hex = (n: number) => n.toString(16);
					const spellings: Record<number, string> = {
						1: w(value),
						2: `${w(a)}.${x(value % 2 ** 24)}`,
						3: `${w(a)}.${x(b)}.${y(value % 2 ** 16)}`,
						4: `${w(a)}.${x(b)}.${y(c)}.${z(d)}.`,
						5: `[::ffff:${hex(a * 256 + b)}:${hex(c * 256 + d)}]`,
						6: `[64:ff9b::${a}.${b}.${c}.${d}]`,
						7: `[2002:${hex(a * 256 + b)}:${hex(c * 256 + d)}::1]`,
					};
					expect(refusal(`https://${spellings[form]}/a`)).toBe('private');
				},
			),
			{ numRuns: 2_000 },
		);
	});

	test('never makes the check throw, and what passes is https, public and without credentials (property)', () => {
		const pieces = fc.constantFrom(
			'https://',
			'http:',
			'//',
			'@',
			':',
			'127',
			'.',
			'0x',
			'[',
			']',
			'::',
			'ffff',
			'%',
			'#',
			'?',
			'\\',
			'/',
			'localhost',
			'a.example',
			' ',
			'\t',
			'。',
		);
		fc.assert(
			fc.property(
				fc.oneof(
					fc.string(),
					fc.webUrl(),
					fc.array(pieces).map((parts) => parts.join('')),
				),
				(address) => {
					const checked = checkAddress(address, PUBLIC_API);
					if ('refused' in checked) return;
					expect(checked.url.protocol).toBe('https:');
					expect(checked.url.username + checked.url.password).toBe('');
					// A name may begin with the digits; only an address made of them leads inside.
					expect(checked.url.hostname).not.toMatch(/^(127(\.\d+){3}$|\[::|localhost$)/);
				},
			),
			{ numRuns: 3_000 },
		);
	});
});
