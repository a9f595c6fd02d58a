import { audio } from './audio.mts';
import { imageToImage } from './imageToImage.mts';
import { imageToVideo } from './imageToVideo.mts';
import { catalogModel, type CatalogModel } from './model.mts';
import { sora2 } from './sora2.mts';
import { text } from './text.mts';
import { textToImage } from './textToImage.mts';
import { textToVideo } from './textToVideo.mts';
import { threeD } from './threeD.mts';
import { training } from './training.mts';

const FIRST_SORT_ORDER = 7000;

/** The emulator's own catalogue, in the order the API serves it. */
export function buildCatalog(server: string): CatalogModel[] {
	const facts = [
		...sora2,
		...textToVideo,
		...imageToVideo,
		...textToImage,
		...imageToImage,
		...audio,
		...text,
		...threeD,
		...training,
	];
	return facts.map((model, index) => catalogModel(model, FIRST_SORT_ORDER - index, server));
}
