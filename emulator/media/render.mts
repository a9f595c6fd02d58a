import { encodeAudio } from './audio.mts';
import { triangleGlb } from './glb.mts';
import { encodeImage } from './image.mts';
import type { Picture } from './outputSpec.mts';
import { emptySafetensors } from './safetensors.mts';
import { stamp } from './stamp.mts';
import { encodeVideo } from './video.mts';

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
