/** The package's version; a test compares it with package.json. */
export const CLIENT_VERSION = '0.1.0';

/**
 * Tells WaveSpeed which client is calling, as its own clients do. There is no X-Client-OS: the machine is
 * nobody's business. For the API's own origin only.
 */
export const CLIENT_HEADERS: Readonly<Record<string, string>> = {
	'X-Client-Name': 'n8n-nodes-wavespeedai',
	'X-Client-Version': CLIENT_VERSION,
};
