import { noSuchFileInput } from '../../nodes/WaveSpeed/upload/fileInputErrors.ts';

describe('a file whose input was not chosen', () => {
	it('is asked for its input where the model takes files', () => {
		expect(noSuchFileInput('acme/one', '', ['image', 'audio']).message).toBe(
			'Choose under “Input Name or ID” which input of acme/one an entry of “Binary Inputs” is for. Its inputs for files: image, audio. Nothing was uploaded or submitted.',
		);
	});

	it('is to be removed where the model takes none', () => {
		expect(noSuchFileInput('acme/one', '', []).message).toBe(
			'An entry of “Binary Inputs” names no input of acme/one. This model takes no files: remove the entry from “Binary Inputs”. Nothing was uploaded or submitted.',
		);
	});
});
