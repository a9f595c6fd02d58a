import {
	formatBytes,
	formatDuration,
	formatPrice,
	joinNames,
} from '../../nodes/WaveSpeed/errors/inWords.ts';

it.each([
	[0, '0 bytes'],
	[1_023, '1023 bytes'],
	[1_024, '1 kB'],
	[1_536, '1.5 kB'],
	[102_400, '100 kB'],
	[102_400 + 103, '100 kB'],
	[1_023_990, '1000 kB'],
	[5_000_000, '4.8 MB'],
	[3 * 1_024 ** 3, '3 GB'],
	[5_000 * 1_024 ** 3, '5000 GB'],
])('%d bytes are called “%s”', (bytes, words) => {
	expect(formatBytes(bytes)).toBe(words);
});

it.each([
	[1_000, '1 second'],
	[119_000, '119 seconds'],
	[120_000, '2 minutes'],
	[119 * 60_000, '119 minutes'],
	[120 * 60_000, '2 hours'],
])('%d milliseconds are called “%s”', (ms, words) => {
	expect(formatDuration(ms)).toBe(words);
});

it.each([
	[0, '$0.00'],
	[0.4, '$0.40'],
	[12.5, '$12.50'],
	[0.0045, '$0.0045'],
	[10.000001, '$10.000001'],
	[1000, '$1000.00'],
	[0.00705, '$0.00705'],
])('%d US dollars are written %s', (usd, words) => {
	expect(formatPrice(usd)).toBe(words);
});

it.each([
	[[], ''],
	[['4'], '4'],
	[['4', '8'], '4 or 8'],
	[['4', '8', '12'], '4, 8 or 12'],
])('%j is listed as “%s”', (names, words) => {
	expect(joinNames(names, 'or')).toBe(words);
});
