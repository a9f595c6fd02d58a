const LIMIT = 120;
const FALLBACK = 'output';

/** What Windows forbids, and every character that hides text, reverses it or breaks a line. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}"*:<>?|]/gu;
/** Windows opens a device instead of a file with such a name, whatever its extension. */
const DEVICE = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?=\.|$)/i;

/**
 * Makes a file name that every system can store and nobody can misread.
 * @param stem from outside: an address, an id, an expression; only the part after its last slash counts
 * @param extension ours, without a dot
 * @returns at most 120 UTF-16 units, extension included
 */
export function fileName(stem: string, extension: string): string {
	const last = stem.slice(-4_000).split(/[\\/]/).filter(Boolean).pop() ?? '';
	const clean = tidy(last.normalize('NFC').replace(UNSAFE, '_').replace(/\s+/g, ' '));
	const withoutExtension =
		clean.toLowerCase().endsWith(`.${extension}`) && clean.length > extension.length + 1
			? tidy(clean.slice(0, -extension.length - 1))
			: clean;
	const cut = tidy(cutAt(withoutExtension, LIMIT - extension.length - 2));
	return `${DEVICE.test(cut) ? '_' : ''}${cut || FALLBACK}.${extension}`;
}

/** @returns the file name in an address, without the extension; an empty string if there is none */
export function stemOfUrl(url: string): string {
	const path = url.split(/[?#]/)[0] ?? '';
	const last = path.slice(path.lastIndexOf('/') + 1).replace(/\.[a-z0-9]{1,12}$/i, '');
	try {
		return decodeURIComponent(last);
	} catch {
		return last;
	}
}

/** Without dots and spaces at the ends: leading dots hide a file, and Windows drops the others. */
function tidy(name: string): string {
	let start = 0;
	let end = name.length;
	while (start < end && isDotOrBlank(name[start])) start++;
	while (end > start && isDotOrBlank(name[end - 1])) end--;
	return name.slice(start, end);
}

function isDotOrBlank(character: string | undefined): boolean {
	return character === '.' || character === ' ';
}

/** Cuts without splitting a character. */
function cutAt(text: string, units: number): string {
	if (text.length <= units) return text;
	let cut = '';
	for (const character of text) {
		if (cut.length + character.length > units) break;
		cut += character;
	}
	return cut;
}
