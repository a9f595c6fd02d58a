import type { Resource } from '../operation';
import { audio } from './audio';
import { image } from './image';
import { threeD } from './threeD';
import { video } from './video';

/** In the order in which people come for them. */
export const mediaResources: readonly Resource[] = [video, image, audio, threeD];
