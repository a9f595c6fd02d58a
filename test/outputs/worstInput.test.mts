import { checkAddress, encodeAddress } from '../../nodes/WaveSpeed/download/checkAddress.ts';
import { decodeBase64 } from '../../nodes/WaveSpeed/download/inlineOutput.ts';
import { isErrorPage } from '../../nodes/WaveSpeed/download/errorPage.ts';
import { fileKind } from '../../nodes/WaveSpeed/download/fileKind.ts';
import { fileName, stemOfUrl } from '../../nodes/WaveSpeed/download/fileName.ts';
import { readVersion } from '../../nodes/WaveSpeed/download/fileVersion.ts';
import { readMimeType } from '../../nodes/WaveSpeed/download/mediaTypes.ts';
import { classifyOutputs } from '../../nodes/WaveSpeed/outputs/classifyOutputs.ts';
import { fileStem } from '../../nodes/WaveSpeed/outputs/fileStem.ts';
import { readFieldNames } from '../../nodes/WaveSpeed/outputs/includeInputFields.ts';
import { rowInput } from '../../nodes/WaveSpeed/outputs/rowInput.ts';

// A pattern that backtracks takes hours for a megabyte; what is linear takes milliseconds.

const MEGABYTE = 1_000_000;
const fill = (unit: string) => unit.repeat(Math.ceil(MEGABYTE / unit.length));
const letters = fill('abcd');

/** Texts that fit a pattern for a megabyte and then do not, for every pattern here. */
const WORST: Array<[string, string]> = [
	['letters, line breaks, then “!”', `${'abcd'.repeat(500)}${fill('\r\n')}!`],
	['lines of letters, then “!”', `${fill(`${'abcd'.repeat(19)}\r\n`)}!`],
	['letters, blanks, then “!”', `${letters}${fill(' ')}!`],
	['padding', `${letters}${fill('=')}`],
	['line breaks', fill('\n')],
	['blanks', fill(' ')],
	['dots and blanks, then a letter', `${fill('. ')}x`],
	['a host of dots', `https://${fill('.')}x/a.mp4`],
	['a host of letters and dots', `https://${fill('a.')}x/a.mp4`],
	['an address of blanks', `https://a.example/${fill(' ')}x`],
	['an address of percents', `https://a.example/${fill('%')}.mp4`],
	['an address of number signs', `https://a.example/${fill('#')}`],
	['addresses without an end', fill('https://')],
	['a data: URI of parameters', `data:image/png${fill(';a=b')},`],
	['a data: URI of a type', `data:${fill('a/')};base64,`],
	['a document of comments', fill('<!---->')],
	['a document of brackets', `<!doctype ${fill('[<>')}`],
	['a document of one name', `<${letters}`],
	['declarations', fill('<?xml ?>')],
	['a document that is blank', `<?xml version="1.0"?>${fill(' ')}`],
	['accents', fill('a\u0301\u0301\u0301')],
	['accents only', fill('\u0301')],
	['commas', fill(', ')],
	['type parts', fill('text/')],
	['quotes', `"${fill('\\"')}`],
	['slashes', fill('/')],
	['extensions', fill('.a1')],
];

/** Everything that reads what a server or a user wrote. */
const READERS: Array<[string, (text: string) => unknown]> = [
	['outputs', (text) => classifyOutputs([text, { url: text, [text]: text }])],
	['outputs of a model of files', (text) => classifyOutputs([text], 'files')],
	['the repeated input', (text) => rowInput({ text })],
	['the prompt', (text) => fileStem({ prompt: text }, 'id')],
	['the name of a file', (text) => fileName(text, 'mp4')],
	['the name in an address', (text) => stemOfUrl(text)],
	['an address', (text) => checkAddress(text, 'https://api.example')],
	[
		'an address at a host',
		(text) => checkAddress(`https://a.example/${text}`, 'https://api.example'),
	],
	['an encoded address', (text) => encodeAddress(`https://a.example/${text}`).href],
	['the kind of a file', (text) => fileKind(Buffer.from(text), text, text)],
	['an error page', (text) => isErrorPage(Buffer.from(text), text, text)],
	['a type', (text) => readMimeType(text)],
	[
		'the headers of a file',
		(text) =>
			readVersion({
				headers: {
					etag: text,
					'content-length': text,
					'content-encoding': text,
					'last-modified': text,
					date: text,
				},
			} as never),
	],
	['base64', (text) => [...decodeBase64(text, 100_000)].length],
	['names of fields', (text) => readFieldNames(text)],
];

test.each(READERS)('%s of a megabyte hold nobody up, whatever is in them', (_name, read) => {
	for (const [, text] of WORST) {
		try {
			read(text);
		} catch (error) {
			// Not an address.
			expect(error).toBeInstanceOf(TypeError);
		}
	}
});
