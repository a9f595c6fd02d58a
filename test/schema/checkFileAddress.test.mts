import { checkFileAddress } from '../../nodes/WaveSpeed/schema/checkFileAddress.ts';
import { findInputProblems } from '../../nodes/WaveSpeed/schema/findInputProblems.ts';
import { run } from '../faults/runWithoutEngine.mts';
import { modelWith } from '../faults/modelWith.mts';
import { modelFrom } from '../models/modelFrom.mts';

const model = modelFrom({
	image: { type: 'string' },
	images: { type: 'array', items: { type: 'string' } },
	video: { type: 'string' },
	audio: { type: 'string' },
	data: { type: 'string', 'x-ui-component': 'uploader', 'x-accept': 'application/zip' },
	source_video: { type: 'string', description: 'A file, or a YouTube link.' },
	note: { type: 'string' },
});
const messagesOf = (input: Record<string, unknown>) =>
	findInputProblems(model, input).map(({ message }) => message);

const ID = '1aBcDeFgHiJkLmNoPqRsTuVwXyZ';

describe('a page that shows a file in the place of the file', () => {
	it.each([
		['Google Drive', `https://drive.google.com/file/d/${ID}/view?usp=sharing`, /uc\?export=/],
		['Google Drive', `https://drive.google.com/open?id=${ID}`, /node “Google Drive”/],
		['Google Drive', `https://drive.google.com/drive/folders/${ID}`, /“Binary Inputs”/],
		['Google Docs', `https://docs.google.com/document/d/${ID}/edit`, /“Binary Inputs”/],
		['Google Photos', 'https://photos.app.goo.gl/abc', /address of the file itself/],
		['Dropbox', 'https://www.dropbox.com/s/abc/cat.png?dl=0', /dl=1/],
		['Dropbox', 'https://www.dropbox.com/scl/fi/abc/cat.png?rlkey=x', /node “Dropbox”/],
		['OneDrive', 'https://1drv.ms/i/s!abc', /node “Microsoft OneDrive”/],
		['SharePoint', 'https://acme.sharepoint.com/:i:/g/abc', /node “Microsoft SharePoint”/],
		['YouTube', 'https://www.youtube.com/watch?v=abc', /“Binary Inputs”/],
		['YouTube', 'https://youtu.be/abc', /“Binary Inputs”/],
		['Instagram', 'https://www.instagram.com/p/abc/', /“Binary Inputs”/],
		['TikTok', 'https://vm.tiktok.com/abc/', /“Binary Inputs”/],
		['Vimeo', 'https://vimeo.com/123', /“Binary Inputs”/],
		['Canva', 'https://www.canva.com/design/DAF123/view', /“Binary Inputs”/],
		['Pinterest', 'https://www.pinterest.co.uk/pin/123/', /“Binary Inputs”/],
		['Pexels', 'https://www.pexels.com/photo/a-cat-123/', /“Binary Inputs”/],
		['Unsplash', 'https://unsplash.com/photos/a-cat-abc', /“Binary Inputs”/],
		['X', 'https://x.com/acme/status/1/photo/1', /“Binary Inputs”/],
		['GitHub', 'https://github.com/a/b/blob/main/cat.png', /\?raw=true/],
	])('is refused in one sentence that says what to do: %s %s', (of, address, instead) => {
		for (const input of [{ image: address }, { images: [address] }, { video: address }]) {
			const [message = '', ...others] = messagesOf(input);
			expect(others).toEqual([]);
			expect(message).toContain(`leads to a page of ${of}, which shows the file`);
			expect(message).toMatch(instead);
		}
	});

	it.each([
		`https://drive.google.com/uc?export=download&id=${ID}`,
		`https://drive.google.com/thumbnail?id=${ID}`,
		`https://docs.google.com/presentation/d/${ID}/export/png`,
		'https://www.dropbox.com/scl/fi/abc/cat.png?rlkey=x&dl=1',
		'https://www.dropbox.com/s/abc/cat.png?raw=1',
		'https://dl.dropboxusercontent.com/s/abc/cat.png',
		'https://acme.sharepoint.com/:i:/g/abc?download=1',
		'https://onedrive.live.com/download?cid=1',
		'https://i.ytimg.com/vi/abc/hqdefault.jpg',
		'https://www.instagram.com/p/abc/media/?size=l',
		'https://raw.githubusercontent.com/a/b/main/cat.png',
		'https://github.com/a/b/blob/main/cat.png?raw=true',
		'https://notyoutube.com/watch?v=abc',
		'https://images.pexels.com/photos/123/cat.jpeg',
		'https://images.unsplash.com/photo-1?w=800',
		'https://unsplash.com/photos/abc/download?force=true',
		'https://i.imgur.com/abc.png',
		'https://i.pinimg.com/originals/a/b.jpg',
		'https://mox.com/cat.png',
		'https://imgur.com/abc.jpg',
		'https://www.figma.com/api/mcp/asset/1-2',
	])('is not meant by the direct address %s', (address) => {
		expect(messagesOf({ image: address })).toEqual([]);
	});
});

describe('an address that ends like a file of another kind', () => {
	it.each([
		['audio', 'a sound', 'https://pics.example.com/portrait.jpg', 'an image'],
		['image', 'an image', 'https://example.com/clip.mp4', 'a video'],
		['image', 'an image', 'https://example.com/song.MP3', 'a sound'],
		['video', 'a video', 'https://example.com/cat.png', 'an image'],
	])('is refused for the input %s: %s, but %s', (name, wanted, address, what) => {
		expect(messagesOf({ [name]: address })).toEqual([
			`The input “${name}” must be the address of ${wanted}, but “${address}” is the address of ${what}: write the address of the file itself, or choose a file of the item under “Binary Inputs”.`,
		]);
	});

	it.each([
		['audio', 'https://example.com/film.mp4'],
		['video', 'https://example.com/cat.gif'],
		['video', 'https://example.com/film.ogg'],
		['image', 'https://example.com/clip.mp4?frame=3'],
		['image', 'https://example.com/cat.webp'],
		['data', 'https://example.com/cat.png'],
	])('is not meant by the input %s with %s', (name, address) => {
		expect(messagesOf({ [name]: address })).toEqual([]);
	});
});

describe('what is no address, or more than one', () => {
	it.each([
		['https://', /must be the address of a file/],
		['https://ex ample.com/x.png', /must be the address of a file/],
		['example.com:8080/cat.png', /Write an address that begins with https:\/\//],
		['Style: anime', /must be the address of a file/],
		['blob:https://example.com/12', /must be the address of a file/],
		['//cdn.example.com/a.png', /Write an address that begins with https:\/\//],
		['https://example.com/[object Object]', /contains “\[object Object\]”/],
		...[', ', ' ', '\n', '; ', ','].map((between): [string, RegExp] => [
			`https://example.com/a.png${between}https://example.com/b.png`,
			/takes one file, but holds several addresses/,
		]),
	])('is refused: %s', (value, message) => {
		const messages = messagesOf({ image: value });
		expect(messages).toEqual([expect.stringMatching(message)]);
		expect(messagesOf({ images: [value] })).toHaveLength(1);
	});

	it.each([
		'https://res.example.com/fetch/w_300,https://example.com/a.png',
		'https://example.com/?url=https://example.com/a.png',
		'asset://asset-20260101-abc',
		'HTTPS://EXAMPLE.COM/A.PNG',
		`data:image/png;base64,${'A'.repeat(50)}`,
		'iVBORw0KGgo'.repeat(30),
	])('is not meant by %s', (value) => {
		expect(messagesOf({ image: value })).toEqual([]);
	});
});

describe('an address that ends like something else', () => {
	it.each([
		['a web page', 'https://example.com/page.html'],
		['a web page', 'https://example.com/Page.HTM'],
		['a web page', 'https://example.com/page.shtml'],
		['a web page', 'https://example.com/view.php'],
		['a web page', 'https://example.com/view.aspx'],
		['a document', 'https://example.com/scan.pdf'],
	])('is refused as %s: %s', (what, address) => {
		for (const [name, wanted] of [
			['image', 'an image'],
			['video', 'a video'],
			['audio', 'a sound'],
		] as const)
			expect(messagesOf({ [name]: address })).toEqual([
				`The input “${name}” must be the address of ${wanted}, but “${address}” is the address of ${what}: write the address of the file itself, or choose a file of the item under “Binary Inputs”.`,
			]);
	});

	it.each([
		'https://example.com/cat.png',
		'https://example.com/cat',
		'https://example.com/page.html/cat.png',
		'https://example.com/image.php?id=7',
		'https://img.example.com/scan.pdf?fm=jpg',
		'https://example.php',
	])('is not meant by %s', (address) => {
		expect(messagesOf({ image: address })).toEqual([]);
	});
});

describe('a data URI of another kind', () => {
	it.each([
		['image', 'text/html'],
		['image', 'video/mp4'],
		['image', 'application/pdf'],
		['video', 'image/png'],
		['audio', 'text/plain'],
	])('is refused for the input %s: %s', (name, type) => {
		expect(messagesOf({ [name]: `data:${type};base64,AAAA` })).toEqual([
			expect.stringContaining(`but is a data URI of the type ${type}. Give the address of`),
		]);
	});

	it.each([
		['image', 'image/webp'],
		['image', 'application/octet-stream'],
		['audio', 'video/mp4'],
		['video', 'audio/ogg'],
	])('is not meant by the input %s with %s', (name, type) => {
		expect(messagesOf({ [name]: `data:${type};base64,AAAA` })).toEqual([]);
	});
});

it('is a web page with a query, too', () => {
	expect(messagesOf({ image: 'https://example.com/page.html?size=large' })).toEqual([
		expect.stringContaining('is the address of a web page'),
	]);
});

describe('an input that may take what others may not', () => {
	const page = 'https://www.youtube.com/watch?v=abc';

	it('is one whose description speaks of pages', () => {
		expect(messagesOf({ source_video: page })).toEqual([]);
		expect(messagesOf({ source_video: 'https://example.com/page.html' })).toEqual([]);
	});

	it('is one of unknown kind, or for no file', () => {
		expect(messagesOf({ data: page, note: page })).toEqual([]);
		expect(messagesOf({ data: 'data:text/html;base64,AAAA' })).toEqual([]);
	});
});

it('costs nothing', async () => {
	const models = [modelWith({ image: { type: 'string' } })];
	for (const image of [
		'https://youtu.be/abc',
		'data:text/html;base64,AA',
		'https://a.test/a.htm',
	]) {
		const { errors, at } = await run(
			{ models },
			{ key: `address-${image}`, operation: 'submit', input: { prompt: 'a', image } },
		);
		expect(errors[0]!.details).toMatchObject({ reason: 'invalidInput', field: 'image' });
		expect(at('submit')).toEqual([]);
	}
});

it('a domain with letters beyond ASCII stays right, however many addresses were checked', () => {
	const [input] = model.inputs ?? [];
	for (let check = 0; check < 20_000; check++)
		expect(checkFileAddress(input!, 'https://müller.example/bild.png', 'image')).toHaveLength(0);
});
