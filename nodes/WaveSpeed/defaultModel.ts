/**
 * The model of a new node. Its first run has to work and be cheap: the vendor's newest client starts with
 * this model, the vendor makes it itself, and refers users of discontinued models to it (seen in November
 * 2026). Users can pick a thousand others.
 */
export const DEFAULT_MODEL = 'wavespeed-ai/minimax-h3/text-to-video';
