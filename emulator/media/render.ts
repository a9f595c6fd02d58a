import { encodeAudio } from './audio';
import { triangleGlb } from './glb';
import { encodeImage } from './image';
import type { Picture } from './outputSpec';
import { emptySafetensors } from './safetensors';
import { stamp } from './stamp';
import { encodeVideo } from './video';

const encoded = new Map<string, Promise<Buffer>>();

function encodeOnce(picture: Picture): Promise<Buffer> {
	const key = JSON.stringify([
		picture.format,
		picture.width,
		picture.height,
		picture.seconds,
		picture.look,
	]);
	let file = encoded.get(key);
	if (!file) {
		const isVideo = picture.format === 'mp4';
		const isAudio = picture.format === 'mp3' || picture.format === 'wav';
		file = isVideo ? encodeVideo(picture) : isAudio ? encodeAudio(picture) : encodeImage(picture);
		// A failed encode is tried again by the next request instead of being remembered.
		file.catch(() => encoded.delete(key));
		encoded.set(key, file);
	}
	return file;
}

/** The finished bytes of one output; the label makes them unique. */
export async function render(picture: Picture, label: string): Promise<Buffer> {
	if (picture.format === 'glb') return triangleGlb(label);
	if (picture.format === 'safetensors') return emptySafetensors(label);
	return stamp(picture.format, await encodeOnce(picture), label);
}
