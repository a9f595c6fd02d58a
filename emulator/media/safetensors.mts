/**
 * A safetensors file without tensors: eight bytes of header length (little endian), then JSON.
 * Format: the safetensors project's README.
 */
export function emptySafetensors(label: string): Buffer {
	const header = Buffer.from(JSON.stringify({ __metadata__: { label } }));
	const length = Buffer.alloc(8);
	length.writeBigUInt64LE(BigInt(header.length));
	return Buffer.concat([length, header]);
}
