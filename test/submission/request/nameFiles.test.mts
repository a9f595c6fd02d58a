import { run } from '../../faults/runWithoutEngine.mts';
import { modelWith } from '../../faults/modelWith.mts';

const picture = { mimeType: 'image/png', fileExtension: 'png', data: '' };
const sound = { mimeType: 'audio/mpeg', fileExtension: 'mp3', data: '' };
const models = [
	{
		...modelWith({
			image: { type: 'string' },
			images: { type: 'array', items: { type: 'string' } },
		}),
	},
];
models[0]!.api_schema.api_schemas[0]!.request_schema.required = ['prompt', 'image'];

let keys = 0;
/** What a refused item says; nothing was submitted. */
const told = async (input: object, binary: object | undefined) => {
	const host = { getInputData: () => ({ json: {}, ...(binary && { binary }) }) };
	const { errors, at } = await run(
		{ models },
		{
			key: `names-files-${++keys}`,
			operation: 'submit',
			input: { prompt: 'a', ...input },
			host,
		},
	);
	expect(at('submit')).toEqual([]);
	return errors[0]!.error;
};

describe('a message that asks for a file', () => {
	it.each([
		['the only one', { data: picture }, 'choose the item’s file “data” under “Binary Inputs”.'],
		[
			'all that fit',
			{ data: picture, voice: sound, mask: picture },
			'choose one of the item’s files “data” and “mask” under “Binary Inputs”.',
		],
		['none that does not fit', { voice: sound }, 'choose a file of the item under'],
		['none where there is none', undefined, 'choose a file of the item under'],
	])('names %s', async (_what, binary, words) => {
		expect(await told({}, binary)).toContain(
			`The input “image” is required. Give the address of a file, or ${words}`,
		);
	});

	it.each(['data', ' data ', 'https://youtu.be/abc', 'data:text/html;base64,AA'])(
		'says to empty the field that has “%s”',
		async (image) => {
			expect(await told({ image }, { data: picture })).toContain(
				'choose the item’s file “data” under “Binary Inputs”, and empty this input',
			);
		},
	);

	it('names the file whose name was typed, and no other', async () => {
		const binary = { data: picture, mask: picture };
		expect(await told({ image: 'mask' }, binary)).toContain('choose the item’s file “mask” under');
		const several = await told({ image: 'https://a.test/b.png', images: ['mask'] }, binary);
		expect(several).toContain('“images[0]” must be the address of a file, but is “mask”');
		expect(several).toContain('choose the item’s file “mask” under “Binary Inputs”. ');
	});
});

it.each([
	['what n8n keeps of a file', picture, 'is the item’s file itself'],
	['all of the item’s files', { data: picture }, 'is an object'],
	['a list of files', [picture], 'is a list with one entry'],
])('says what to do with %s in the place of an address', async (_what, image, words) => {
	expect(await told({ image }, { data: picture })).toContain(
		`The input “image” must be the address of a file, but ${words}. Give the address of a file, or choose the item’s file “data” under “Binary Inputs”, and empty this input.`,
	);
});

it('says the same of an input that takes several', async () => {
	const words = await told(
		{ image: 'https://a.example/a.png', images: picture },
		{ data: picture },
	);
	expect(words).toContain(
		'The input “images” must be a list of addresses of files, but is the item’s file itself. Write it as JSON, such as ["https://…"], or choose the item’s file “data” under “Binary Inputs”.',
	);
});
