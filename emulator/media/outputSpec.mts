/** Also the extension of the output's URL. */
export type FileFormat = 'mp4' | 'png' | 'jpeg' | 'webp' | 'mp3' | 'wav' | 'glb' | 'safetensors';

/** What an output file shows; equal pictures are encoded once. */
export interface Picture {
	format: FileFormat;
	/** Pixels; 0 where the format has none. */
	width: number;
	height: number;
	/** 0 where the format has no duration. */
	seconds: number;
	/** 0 to 5: the colours, chosen by prompt and seed. */
	look: number;
}

/** One entry of a prediction's `outputs`: a file on the output host, or the value itself. */
export type OutputSpec = ({ kind: 'file' } & Picture) | { kind: 'value'; value: unknown };

export const LOOKS = 6;
