import { CHOOSE_A_FILE } from './inputProblem';

/** A page that shows a file but does not deliver it: fetching its address returns HTML. */
export interface SharePage {
	/** The page's owner, to follow “of”: `Google Drive`. */
	of: string;
	/** What to do instead, to follow a colon. */
	instead: string;
}

interface Known extends SharePage {
	host: RegExp;
	/** Whether the address is such a page; without it, every address of the host counts. */
	isPage?: (url: URL) => boolean;
}

const has = (url: URL, name: string, ...values: string[]) =>
	values.includes(url.searchParams.get(name) ?? '');
const pathIs = (pattern: RegExp) => (url: URL) => pattern.test(url.pathname);
const THE_FILE_ITSELF = `write the address of the file itself, or ${CHOOSE_A_FILE}`;
const downloadWith = (node: string) =>
	`download it with the node “${node}” and give it under “Binary Inputs”`;
const DRIVE = `write https://drive.google.com/uc?export=download&id= with the file’s id behind it if anyone with the link may see it, or ${downloadWith('Google Drive')}`;

/** What some of these hosts deliver as well. */
const isNoFile = ({ pathname }: URL) =>
	!/\.[a-z\d]{3,4}$/i.test(pathname.slice(-6)) && !/^\/(?:api|ads\/image)\//.test(pathname);

/** Hosts of pages: their files mostly lie elsewhere. */
const PAGES: ReadonlyArray<readonly [of: string, host: RegExp]> = [
	['Canva', /^(?:www\.)?canva\.(?:com|site|link)$/],
	['Facebook', /^(?:www\.|m\.|web\.)?facebook\.com$|^fb\.(?:watch|com)$/],
	['Figma', /^(?:www\.)?figma\.com$/],
	['iCloud', /^(?:www\.|share\.)icloud\.com$/],
	['Imgur', /^(?:www\.)?imgur\.com$/],
	['LinkedIn', /^(?:www\.)?linkedin\.com$/],
	['Pinterest', /^(?:[a-z]{2,3}\.)?pinterest\.[a-z]{2,3}(?:\.[a-z]{2})?$|^pin\.it$/],
	['Reddit', /^(?:www\.|old\.)?reddit\.com$/],
	['SoundCloud', /^(?:www\.)?soundcloud\.com$/],
	['Spotify', /^open\.spotify\.com$/],
	['WeTransfer', /^(?:www\.)?wetransfer\.com$|^we\.tl$/],
	['X', /^(?:www\.|mobile\.)?(?:x|twitter)\.com$/],
];

/** Only forms of addresses that never deliver a file: direct ones of the same hosts pass. */
const KNOWN: readonly Known[] = [
	{
		of: 'Google Drive',
		instead: DRIVE,
		host: /^drive\.google\.com$/,
		isPage: pathIs(/^\/(?:file\/(?:u\/\d+\/)?d\/|open$|drive(?:\/|$))/),
	},
	{
		of: 'Google Docs',
		instead: DRIVE,
		host: /^docs\.google\.com$/,
		// `/export`, `/pub` and `/uc` deliver files.
		isPage: pathIs(
			/^\/(?:document|spreadsheets|presentation|drawings|forms|file)\/(?:u\/\d+\/)?d\/[^/]+\/?(?:edit|view|preview|copy|viewform)?$/,
		),
	},
	{
		of: 'Google Photos',
		instead: THE_FILE_ITSELF,
		host: /^photos\.(?:app\.goo\.gl|google\.com)$/,
	},
	{
		of: 'Dropbox',
		instead: `write dl=1 at its end in place of dl=0, or ${downloadWith('Dropbox')}`,
		host: /^(?:www\.)?dropbox\.com$/,
		isPage: (url) =>
			/^\/(?:s|sh|scl)\/(?!dl\/|raw\/)/.test(url.pathname) &&
			!has(url, 'dl', '1') &&
			!has(url, 'raw', '1'),
	},
	{
		of: 'OneDrive',
		instead: downloadWith('Microsoft OneDrive'),
		host: /^1drv\.ms$|^onedrive\.live\.com$/,
		isPage: ({ host, pathname }) =>
			host === '1drv.ms' || /^\/(?:redir|view\.aspx|edit\.aspx)?$/i.test(pathname),
	},
	{
		of: 'SharePoint',
		instead: downloadWith('Microsoft SharePoint'),
		host: /\.sharepoint\.com$/,
		isPage: (url) => /^\/:[a-z]:\//.test(url.pathname) && !has(url, 'download', '1'),
	},
	{
		of: 'YouTube',
		instead: THE_FILE_ITSELF,
		host: /^youtu\.be$|^(?:www\.|m\.|music\.)?youtube\.com$/,
	},
	{
		of: 'Instagram',
		instead: THE_FILE_ITSELF,
		host: /^(?:www\.)?instagram\.com$/,
		isPage: pathIs(/^\/(?!.*\/media\/?$)/),
	},
	...PAGES.map(([of, host]) => ({ of, host, instead: THE_FILE_ITSELF, isPage: isNoFile })),
	{
		of: 'Pexels',
		instead: THE_FILE_ITSELF,
		host: /^(?:www\.)?pexels\.com$/,
		isPage: pathIs(/^(?:\/[a-z]{2}-[a-z]{2})?\/(?:photo|video)\/[^/]+\/?$/),
	},
	{
		of: 'Unsplash',
		instead: THE_FILE_ITSELF,
		host: /^(?:www\.)?unsplash\.com$/,
		isPage: pathIs(/^\/photos\/[^/]+\/?$/),
	},
	{
		of: 'TikTok',
		instead: THE_FILE_ITSELF,
		host: /^(?:www\.|m\.|vm\.|vt\.)?tiktok\.com$/,
	},
	{
		of: 'Vimeo',
		instead: THE_FILE_ITSELF,
		host: /^(?:www\.)?vimeo\.com$/,
		isPage: pathIs(/^\/\d+(?:\/[\da-f]+)?\/?$/),
	},
	{
		of: 'GitHub',
		instead: `write ?raw=true at its end, or ${CHOOSE_A_FILE}`,
		host: /^github\.com$/,
		isPage: (url) => /^\/[^/]+\/[^/]+\/blob\//.test(url.pathname) && !has(url, 'raw', 'true', '1'),
	},
];

/** @returns undefined for every address that may deliver a file */
export function sharePageAt(url: URL): SharePage | undefined {
	return KNOWN.find(
		({ host, isPage }) => host.test(url.hostname) && (isPage === undefined || isPage(url)),
	);
}
