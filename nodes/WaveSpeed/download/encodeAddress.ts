import { extensionOfUrl } from './fileKind';

/**
 * Reads an address as a server wrote it: with spaces, umlauts, brackets or signs in the file name. It
 * keeps characters with a meaning in an address, encodes all others once, and does not encode anything
 * twice.
 * @throws TypeError if it is not an address
 */
export function encodeAddress(address: string): URL {
	const trimmed = address.trim();
	const url = new URL(hashInName(trimmed));
	// `URL` encodes spaces, quotes and everything beyond ASCII, but not these, which servers refuse.
	url.pathname = encodeRest(url.pathname);
	url.search = encodeRest(url.search);
	return url;
}

function encodeRest(part: string): string {
	return part
		.replace(/%(?![0-9a-f]{2})/gi, '%25')
		.replace(/[[\]|^`]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** A number sign begins a fragment, which is never sent; in `take #2.mp4` it is part of the name. */
function hashInName(address: string): string {
	const at = address.indexOf('#');
	if (at < 0 || address.slice(0, at).includes('?')) return address;
	const rest = address.slice(at + 1);
	const isName =
		extensionOfUrl(address.slice(0, at)) === '' &&
		!/[#/?]/.test(rest) &&
		extensionOfUrl(rest) !== '';
	return isName ? `${address.slice(0, at)}%23${rest}` : address;
}
