import { audio } from './audio.mts';
import { digitalHuman } from './digitalHuman.mts';
import { imageToImage } from './imageToImage.mts';
import { imageToVideo } from './imageToVideo.mts';
import { catalogModel, type CatalogModel } from './model.mts';
import { sora2 } from './sora2.mts';
import { text } from './text.mts';
import { textToImage } from './textToImage.mts';
import { textToVideo } from './textToVideo.mts';
import { threeD } from './threeD.mts';
import { training } from './training.mts';
import { upscale } from './upscale.mts';

const FIRST_SORT_ORDER = 7000;

/** The emulator's own catalogue, in the order the API serves it. */
export function buildCatalog(server: string): CatalogModel[] {
	const facts = [
		...textToVideo,
		...imageToVideo,
		...textToImage,
		...imageToImage,
		...upscale,
		...digitalHuman,
		...audio,
		...text,
		...threeD,
		...training,
		...sora2,
	];
	return facts.map((model, index) => catalogModel(model, FIRST_SORT_ORDER - index, server));
}
