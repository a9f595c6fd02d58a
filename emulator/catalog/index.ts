import { audio } from './audio';
import { imageToImage } from './imageToImage';
import { imageToVideo } from './imageToVideo';
import { catalogModel, type CatalogModel } from './model';
import { sora2 } from './sora2';
import { text } from './text';
import { textToImage } from './textToImage';
import { textToVideo } from './textToVideo';
import { threeD } from './threeD';
import { training } from './training';

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
