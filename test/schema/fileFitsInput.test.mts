import type { SchemaInput } from '../../nodes/WaveSpeed/schema/schemaInput.ts';
import { sizeLimit } from '../../nodes/WaveSpeed/submission/request/readBinaryInputs.ts';
import { describeMedia, fileFitsInput } from '../../nodes/WaveSpeed/schema/fileFitsInput.ts';

import { makeCatalogue } from '../../nodes/WaveSpeed/models/catalogue.ts';
import { readRealCatalogue } from '../models/realCatalogue.mts';

const MEGABYTE = 1_048_576;

describe('the kind of a file', () => {
	it.each([
		['png', 'image/png', ['image/*'], true],
		['jpg', 'image/jpeg', ['image/png'], false],
		['jpeg', 'image/jpeg', ['.jpg'], true],
		['zip', 'application/zip', ['.zip', 'application/zip'], true],
		['png', 'image/png', ['application/zip'], false],
		['mp3', 'audio/mpeg', ['audio/mp3', 'audio/wav'], true],
		['wav', 'audio/wav', ['audio/x-wav'], true],
		['m4a', 'audio/mp4', ['.mp3', '.m4a'], true],
		['mp4', 'video/mp4', ['audio/*'], true],
		['mp4', 'video/mp4', ['image/*', 'video/*'], true],
		['bin', 'application/octet-stream', ['image/*'], false],
		['png', 'image/png', ['*/*'], true],
	])('%s (%s) where the schema names %j: %s', (extension, mimeType, accept, fits) => {
		expect(fileFitsInput({ extension, mimeType }, { kind: 'file', accept, many: false })).toBe(
			fits,
		);
	});

	it.each([
		['png', 'image/png', 'image', true],
		['mp4', 'video/mp4', 'image', false],
		['zip', 'application/zip', 'image', false],
		['bin', 'application/octet-stream', 'image', true],
		['mp4', 'video/mp4', 'audio', true],
		['png', 'image/png', 'audio', false],
		['m4a', 'audio/mp4', 'video', true],
		['pdf', 'application/pdf', 'file', true],
	] as const)('%s (%s) where only the name says %s: %s', (extension, mimeType, kind, fits) => {
		expect(fileFitsInput({ extension, mimeType }, { kind, many: false })).toBe(fits);
	});
});

describe('what an input takes', () => {
	it.each([
		[undefined, 'an image'],
		[['image/*'], 'an image'],
		[['image/*', 'video/*'], 'an image or a video'],
		[['.zip', 'application/zip'], 'a file of type ZIP'],
		[['audio/mpeg', 'audio/mp3', 'audio/x-wav', 'audio/flac'], 'a file of type MP3, WAV or FLAC'],
		[['video/mpeg'], 'a file of type MPEG'],
	])('with %j is named as people name it', (accept, words) => {
		expect(describeMedia({ kind: 'image', ...(accept && { accept }), many: false })).toBe(words);
	});
});

describe('the size of a file', () => {
	it.each([
		['First frame; the image file size cannot exceed 10MB, not less than 300*300px.', 10],
		['The video should not exceed 1.5 GB.', undefined],
		['Maximum file size: 50MB; base64 decode length must be under 20MB', 50],
		['Supports .mp3 and .wav, with a maximum file size of 5MB.', 5],
		['Audio: ≥3s WAV/MP3, ≤15 MB', 15],
		['Reference image (JPEG/PNG). Max 4.7MB.', 4.7],
		['At least 2 MB of text, about 3MB.', undefined],
		['What the output is meant to show.', undefined],
	])('“%s” means a limit of %s MB', (description, megabytes) => {
		const limit = sizeLimit({ description } as SchemaInput);
		expect(limit.isTheModels).toBe(megabytes !== undefined);
		expect(limit.bytes).toBe(Math.floor((megabytes ?? 300) * MEGABYTE));
	});

	const rows = readRealCatalogue();
	(rows ? it : it.skip)('is understood wherever the real catalogue describes one', () => {
		const inputs = makeCatalogue(rows).models.flatMap((model) => model.inputs ?? []);
		const described = inputs.filter(
			({ media, description }) => media && /\d\s*[KMG]B\b/.test(description),
		);
		expect(described.length).toBeGreaterThan(100);
		expect(described.filter((input) => !sizeLimit(input).isTheModels)).toEqual([]);
	});
});
