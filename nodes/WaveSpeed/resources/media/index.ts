import type { Resource } from '../operation';
import { audio } from './audio';
import { image } from './image';
import { threeD } from './threeD';
import { video } from './video';

/** The most wanted first. */
export const mediaResources: readonly Resource[] = [video, image, audio, threeD];
