import fc from 'fast-check';

import { Wholeness } from '../../nodes/WaveSpeed/download/wholeness.ts';
import { box, mp4, noise, png, wav } from './samples.mts';

/** @param sizes how the bytes are dealt out; the rest comes in one piece */
function isWhole(bytes: Buffer, isLengthProven: boolean, sizes: readonly number[] = []): boolean {
	const wholeness = new Wholeness();
	let at = 0;
	for (const size of sizes) {
		wholeness.take(bytes.subarray(at, at + size));
		at += size;
	}
	wholeness.take(bytes.subarray(at));
	return wholeness.isWhole(isLengthProven);
}

const longBox = (type: string, body: Buffer) => {
	const header = Buffer.alloc(16);
	header.writeUInt32BE(1);
	header.write(type, 4, 'latin1');
	header.writeBigUInt64BE(BigInt(16 + body.length), 8);
	return Buffer.concat([header, body]);
};
const ftyp = box('ftyp', Buffer.from('isom\0\0\x02\0'));
const webm = (declared: Buffer) =>
	Buffer.concat([
		Buffer.from('\x1a\x45\xdf\xa3\x87B\x82\x84webm\x18\x53\x80\x67', 'latin1'),
		declared,
		noise(300),
	]);
const glb = Buffer.concat([Buffer.from('glTF\x02\0\0\0\x2c\x01\0\0', 'latin1'), noise(288)]);

describe('a file whose length nobody told', () => {
	test.each([
		['mp4', mp4(300)],
		['mp4 with a 64-bit size', Buffer.concat([ftyp, box('moov'), longBox('mdat', noise(200))])],
		['mp4 in fragments', Buffer.concat([ftyp, box('moov'), box('moof'), box('mdat', noise(200))])],
		['png', png(300)],
		[
			'jpg',
			Buffer.concat([
				Buffer.from('\xff\xd8\xff\xe0', 'latin1'),
				noise(300),
				Buffer.from('\xff\xd9', 'latin1'),
			]),
		],
		['gif', Buffer.concat([Buffer.from('GIF89a'), Buffer.alloc(300, 1), Buffer.from(';')])],
		['wav', wav(300)],
		['webm', webm(Buffer.from('\x01\0\0\0\0\0\x01\x2c', 'latin1'))],
		['glb', glb],
		[
			'zip',
			Buffer.concat([
				Buffer.from('PK\x03\x04', 'latin1'),
				noise(300),
				Buffer.from('PK\x05\x06', 'latin1'),
				Buffer.alloc(18),
			]),
		],
	])('is whole as %s, and never when cut', (name, bytes) => {
		expect(isWhole(bytes, false)).toBe(true);
		// Nothing is known of a file before its magic, and the comment at a zip's end may be shorter.
		for (let cut = 24; cut < bytes.length - (name === 'zip' ? 18 : 0); cut++) {
			expect([cut, isWhole(bytes.subarray(0, cut), false)]).toEqual([cut, false]);
		}
	});

	test.each([
		[
			'a last box that goes on to the end',
			Buffer.concat([ftyp, box('moov'), Buffer.from('\0\0\0\0mdat'), noise(50)]),
		],
		['boxes that turn out to be none', Buffer.concat([ftyp, noise(100)])],
		['a streamed wav that does not know its size', wav(300, 0xffff_ffff)],
		['a wav that never got its size', wav(300, 0)],
		['a live webm', webm(Buffer.from('\x01\xff\xff\xff\xff\xff\xff\xff', 'latin1'))],
		['text', Buffer.from('hello')],
		['nothing', Buffer.alloc(0)],
	])('is given the benefit of the doubt: %s', (_name, bytes) => {
		expect(isWhole(bytes, false)).toBe(true);
	});

	test('is not whole without the media, or without the box that says what is where', () => {
		expect(isWhole(Buffer.concat([ftyp, box('mdat', noise(200))]), false)).toBe(false);
		expect(isWhole(Buffer.concat([ftyp, box('moov', noise(200))]), false)).toBe(false);
	});

	test('is judged the same however its bytes are dealt out (property)', () => {
		const bytes = mp4(400);
		fc.assert(
			fc.property(fc.nat(bytes.length), fc.array(fc.nat(60), { maxLength: 40 }), (cut, sizes) => {
				const part = bytes.subarray(0, cut);
				expect(isWhole(part, false, sizes)).toBe(isWhole(part, false));
			}),
			{ numRuns: 500 },
		);
	});
});

describe('a file that has all bytes that were announced', () => {
	test('is only refused when it is an mp4 that ends inside a box', () => {
		const bytes = mp4(300);
		expect(isWhole(bytes, true)).toBe(true);
		expect(isWhole(bytes.subarray(0, -1), true)).toBe(false);
		expect(isWhole(Buffer.concat([bytes, Buffer.from('\0\0')]), true)).toBe(true);
		expect(isWhole(Buffer.concat([ftyp, box('mdat', noise(200))]), true)).toBe(true);
		expect(isWhole(png().subarray(0, -5), true)).toBe(true);
		expect(isWhole(wav().subarray(0, -5), true)).toBe(true);
	});
});
