/**
 * What a new node starts with. Its first run has to work and to be cheap: the vendor's own newest
 * client starts with this model, makes it itself, and sends its users here from models that are gone
 * (seen in November 2026). A thousand others can be picked.
 */
export const DEFAULT_MODEL = 'wavespeed-ai/minimax-h3/text-to-video';
