import { extensionOfUrl } from './fileKind';

/** Why an address is not fetched. */
export type AddressRefusal =
	/** Not an address at all, or one that cannot be resolved against its predecessor. */
	| 'unreadable'
	/** Neither https nor http. */
	| 'scheme'
	/** http although the API itself is reached over https. */
	| 'plainHttp'
	/** A private, loopback, link-local or otherwise unreachable host. */
	| 'private';

/**
 * Decides whether an output's address may be fetched, and returns what to fetch: without user name,
 * password and fragment. Called for the address that the API named and for every redirect.
 *
 * It refuses private hosts that are recognisable by their spelling. It cannot see a public name that
 * resolves to a private address (DNS rebinding), as nodes may not resolve names; n8n's own
 * N8N_SSRF_PROTECTION_ENABLED does that.
 * @param apiBaseUrl an API at a private address (emulator, on-premises gateway) may name private outputs,
 * an API over http may name http outputs
 */
export function checkAddress(
	address: string,
	apiBaseUrl: string,
): { url: URL } | { refused: AddressRefusal } {
	let url: URL;
	let api: URL;
	try {
		// Parsing normalises: 0x7f.1, 2130706433, 0177.0.0.1 and １２７.0.0.1 all become 127.0.0.1.
		url = encodeAddress(address);
		api = new URL(apiBaseUrl);
	} catch {
		return { refused: 'unreadable' };
	}
	if (url.protocol !== 'https:' && url.protocol !== 'http:') return { refused: 'scheme' };
	if (url.protocol === 'http:' && api.protocol !== 'http:') return { refused: 'plainHttp' };
	if (isNeverAnOutput(url.hostname)) return { refused: 'private' };
	if (isPrivateHost(url.hostname) && !isPrivateHost(api.hostname)) return { refused: 'private' };
	url.username = '';
	url.password = '';
	url.hash = '';
	return { url };
}

/** Where clouds hand out credentials. No API is there, so no base URL allows it. */
function isNeverAnOutput(hostname: string): boolean {
	const host = bare(hostname);
	if (METADATA_NAMES.has(host)) return true;
	const v4 = readV4(host) ?? embeddedV4(readV6(host));
	if (v4 === undefined) return readV6(host)?.[0] === 0xfd00 && readV6(host)?.[1] === 0x0ec2;
	return inRange(v4, '169.254.0.0', 16) || METADATA_ADDRESSES.some((a) => inRange(v4, a, 32));
}

const METADATA_NAMES = new Set(['metadata', 'metadata.google.internal', 'metadata.tencentyun.com']);
/** Alibaba's and Azure's; all others are link-local. */
const METADATA_ADDRESSES = ['100.100.100.200', '168.63.129.16'];

/** @param hostname as `URL.hostname` gives it */
export function isPrivateHost(hostname: string): boolean {
	const host = bare(hostname);
	const v4 = readV4(host);
	if (v4 !== undefined) return isPrivateV4(v4);
	if (host.startsWith('[')) {
		const v6 = readV6(host);
		return v6 === undefined || isPrivateV6(v6);
	}
	// A name without a dot is a machine on this network: `localhost`, `redis`, `metadata`.
	return !host.includes('.') || PRIVATE_SUFFIX.test(host) || METADATA_NAMES.has(host);
}

/** Names that never lead outside (RFC 6761, RFC 6762, RFC 8375, and what companies use). */
const PRIVATE_SUFFIX =
	/\.(localhost|local|localdomain|internal|intranet|lan|home|corp|private|home\.arpa)$/;

/** IPv4 ranges that are not the public internet (IANA special-purpose registry). */
const PRIVATE_V4: ReadonlyArray<readonly [string, number]> = [
	['0.0.0.0', 8],
	['10.0.0.0', 8],
	['100.64.0.0', 10],
	['127.0.0.0', 8],
	['169.254.0.0', 16],
	['172.16.0.0', 12],
	['192.0.0.0', 24],
	['192.0.2.0', 24],
	['192.88.99.0', 24],
	['192.168.0.0', 16],
	['198.18.0.0', 15],
	['198.51.100.0', 24],
	['203.0.113.0', 24],
	['224.0.0.0', 3],
	['100.100.100.200', 32],
	['168.63.129.16', 32],
];

function isPrivateV4(address: number): boolean {
	return PRIVATE_V4.some(([network, bits]) => inRange(address, network, bits));
}

/** Only global unicast is public, except for the parts that carry or stand for something else. */
function isPrivateV6(groups: readonly number[]): boolean {
	const inner = embeddedV4(groups);
	if (inner !== undefined) return isPrivateV4(inner);
	const [first = 0, second = 0] = groups;
	if (first < 0x2000 || first > 0x3fff) return true;
	// Teredo, ORCHID and the like; documentation, twice.
	return (
		(first === 0x2001 && (second < 0x0200 || second === 0x0db8)) ||
		(first === 0x3fff && second < 0x1000)
	);
}

/** The IPv4 address inside mapped, compatible, translated, NAT64 and 6to4 addresses. */
function embeddedV4(groups: readonly number[] | undefined): number | undefined {
	if (groups === undefined) return undefined;
	const [a, b, c, d, e, f, g = 0, h = 0] = groups;
	if (a === 0x2002) return (((b ?? 0) << 16) >>> 0) + (c ?? 0);
	const last = ((g << 16) >>> 0) + h;
	const zeros = [a, b, c, d].every((group) => group === 0);
	const mapped = zeros && e === 0 && (f === 0xffff || (f === 0 && last > 0xffff));
	const translated = zeros && e === 0xffff && f === 0;
	const nat64 = a === 0x64 && b === 0xff9b && [c, d, e, f].every((group) => group === 0);
	return mapped || translated || nat64 ? last : undefined;
}

function bare(hostname: string): string {
	let end = hostname.length;
	// No pattern: it would scan every run of dots to its end, from each dot.
	while (hostname[end - 1] === '.') end--;
	return hostname.slice(0, end).toLowerCase();
}

/** @returns the address as a number for a dotted quad, the form that `URL` gives to every spelling */
function readV4(host: string): number | undefined {
	if (!/^\d{1,3}(\.\d{1,3}){3}$/.test(host)) return undefined;
	return host.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}

/** @returns eight groups for `[…]`, which `URL` writes in hexadecimal with at most one `::` */
function readV6(host: string): number[] | undefined {
	if (!/^\[[0-9a-f:]+\]$/.test(host)) return undefined;
	const [left = '', right] = host.slice(1, -1).split('::');
	const read = (text: string) =>
		text === '' ? [] : text.split(':').map((group) => parseInt(group, 16));
	const head = read(left);
	if (right === undefined) return head.length === 8 ? head : undefined;
	const tail = read(right);
	const gap = 8 - head.length - tail.length;
	return gap < 0 ? undefined : [...head, ...new Array<number>(gap).fill(0), ...tail];
}

function inRange(address: number, network: string, bits: number): boolean {
	const size = 2 ** (32 - bits);
	return Math.floor(address / size) === Math.floor((readV4(network) ?? 0) / size);
}

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
