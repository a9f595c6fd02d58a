import { getFileInputs } from '../../nodes/WaveSpeed/panel/fieldChoices.ts';
import { FakeHost, ok, refused } from '../models/apiHost.mts';
import { rowOf } from '../models/modelFrom.mts';
import { panelOf } from './panelOf.mts';

const url = { type: 'string' };
const rows = [
	rowOf({
		type: 'object',
		properties: {
			prompt: url,
			last_image: { ...url, 'x-accept': 'image/*' },
			images: { type: 'array', items: url, maxItems: 4 },
			data: { ...url, 'x-accept': '.zip,application/zip', 'x-ui-component': 'uploader' },
			image_size: url,
			secret_image: { ...url, 'x-hidden': true },
		},
		required: ['prompt', 'images'],
	}),
	rowOf(
		{ type: 'object', properties: { prompt: url, image: url }, required: ['image'] },
		{ model_id: 'acme/two' },
	),
	rowOf(
		{
			type: 'object',
			properties: { image: url, mask_image: url },
			required: ['image', 'mask_image'],
		},
		{ model_id: 'acme/three' },
	),
];
const model = (value: string) => ({ model: { __rl: true, mode: 'id', value } });
const offered = async (parameters: Record<string, unknown>) =>
	await getFileInputs.call(panelOf(new FakeHost([ok(rows)]), parameters));

describe('the inputs offered for a file', () => {
	it('are those that take one, the required ones first, with what they take', async () => {
		expect(await offered(model('acme/one'))).toEqual([
			{ name: 'Images, by default', value: '', description: 'Takes an image, or several up to 4' },
			{
				name: 'Images (required)',
				value: 'images',
				description: 'Takes an image, or several up to 4',
			},
			{ name: 'Last Image', value: 'last_image', description: 'Takes an image' },
			{ name: 'Data', value: 'data', description: 'Takes a file of type ZIP' },
		]);
	});

	it('are chosen already where there is but one', async () => {
		expect(await offered(model('acme/two'))).toEqual([
			{ name: 'Image, by default', value: '', description: 'Takes an image' },
			{ name: 'Image (required)', value: 'image', description: 'Takes an image' },
		]);
	});

	it('are left to the user where a file could be for several', async () => {
		expect((await offered(model('acme/three'))).map(({ value }) => value)).toEqual([
			'image',
			'mask_image',
		]);
	});

	it.each(['', '={{ $json.model }}', 'acme/unknown'])('are none for the model “%s”', async (id) => {
		expect(await offered(model(id))).toEqual([]);
	});

	it('are replaced by the reason when the catalogue cannot be had', async () => {
		const panel = panelOf(new FakeHost([refused()]), model('acme/one'));
		await expect(getFileInputs.call(panel)).rejects.toThrow(/could not be reached/);
	});
});
