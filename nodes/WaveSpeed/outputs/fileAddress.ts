import { isKnownExtension } from '../download/mediaTypes';
import { extensionOfUrl } from '../download/fileKind';
import { OUTPUT_ADDRESS_LIMIT_CHARACTERS } from '../policy';

/**
 * Whether a text is the address of a file, and not a sentence with an address. Addresses contain whatever
 * their servers named the files: spaces, umlauts and brackets.
 * @param isExpected the model is known to make files; otherwise an address with a space must end like a
 * file, because a sentence may begin with an address too
 */
export function isFileAddress(text: string, isExpected = false): boolean {
	if (text.length > OUTPUT_ADDRESS_LIMIT_CHARACTERS) return false;
	const address = text.trim();
	const start = /^https?:\/\//i.exec(address)?.[0].length;
	if (start === undefined || !URL.canParse(address)) return false;
	if (!/\s/.test(address)) return true;
	// One line, one address, and a host without a space.
	if (/[\r\n\t]/.test(address) || /https?:\/\//i.test(address.slice(start))) return false;
	if (/\s/.test(/^[^/?#]*/.exec(address.slice(start))?.[0] ?? '')) return false;
	return isExpected || isKnownExtension(extensionOfUrl(address)) || endsLikeFile(address);
}

/** A file name in the query, as in `?filename=my cat.mp4`. */
function endsLikeFile(address: string): boolean {
	return isKnownExtension(
		/\.([a-z0-9]{1,12})$/i.exec(address.slice(-20))?.[1]?.toLowerCase() ?? '',
	);
}
