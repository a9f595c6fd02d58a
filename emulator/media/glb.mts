const MAGIC = 0x46546c67;
const VERSION = 2;
const JSON_CHUNK = 0x4e4f534a;
const BINARY_CHUNK = 0x004e4942;

function chunk(type: number, data: Buffer, filler: number): Buffer {
	const padded = Buffer.concat([data, Buffer.alloc((4 - (data.length % 4)) % 4, filler)]);
	const header = Buffer.alloc(8);
	header.writeUInt32LE(padded.length, 0);
	header.writeUInt32LE(type, 4);
	return Buffer.concat([header, padded]);
}

/**
 * A binary glTF 2.0 file with one triangle (Khronos glTF 2.0, section 4: GLB file format).
 * @param label goes into `asset.extras`, so that two files differ
 */
export function triangleGlb(label: string): Buffer {
	const corners = new Float32Array([0, 0, 0, 1, 0, 0, 0, 1, 0]);
	const positions = Buffer.from(corners.buffer);
	const scene = {
		asset: { version: '2.0', generator: 'wavespeed-emulator', extras: { label } },
		scene: 0,
		scenes: [{ nodes: [0] }],
		nodes: [{ mesh: 0 }],
		meshes: [{ primitives: [{ attributes: { POSITION: 0 } }] }],
		accessors: [
			{
				bufferView: 0,
				componentType: 5126,
				count: 3,
				type: 'VEC3',
				min: [0, 0, 0],
				max: [1, 1, 0],
			},
		],
		bufferViews: [{ buffer: 0, byteLength: positions.length }],
		buffers: [{ byteLength: positions.length }],
	};
	const body = Buffer.concat([
		chunk(JSON_CHUNK, Buffer.from(JSON.stringify(scene)), 0x20),
		chunk(BINARY_CHUNK, positions, 0),
	]);
	const header = Buffer.alloc(12);
	header.writeUInt32LE(MAGIC, 0);
	header.writeUInt32LE(VERSION, 4);
	header.writeUInt32LE(header.length + body.length, 8);
	return Buffer.concat([header, body]);
}
