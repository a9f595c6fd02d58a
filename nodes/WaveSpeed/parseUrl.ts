/**
 * Not by `URL.canParse`: on Node 20 and 22 it denies domains with letters beyond ASCII, such as `müller.de`,
 * once it has been called some thousand times (nodejs, its fast path).
 * @returns undefined for what is no absolute address, or none with that base
 */
export function parseUrl(text: string, base?: string): URL | undefined {
	try {
		return new URL(text, base);
	} catch {
		return undefined;
	}
}
