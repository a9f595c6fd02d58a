import { createHash } from 'node:crypto';

import type { OtherModel } from './catalogue.mts';

/** A whole file of the kind, another one for every name. */
export function fileOf(kind: OtherModel['makes'], name: string): Buffer {
	const noise = Buffer.concat(
		Array.from({ length: 40 }, (_one, index) =>
			createHash('sha512').update(`${name} ${index}`).digest(),
		),
	);
	if (kind === 'png') {
		const head = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
		return Buffer.concat([head, noise, Buffer.from('0000000049454e44ae426082', 'hex')]);
	}
	return Buffer.concat([
		box('ftyp', Buffer.from('isom\0\0\x02\0isomiso2mp41')),
		box('moov', box('mvhd', Buffer.alloc(100))),
		box('mdat', noise),
	]);
}

function box(type: string, content: Buffer): Buffer {
	const head = Buffer.alloc(8);
	head.writeUInt32BE(content.length + 8);
	head.write(type, 4, 'latin1');
	return Buffer.concat([head, content]);
}
