/**
 * The least that a node of n8n's can do to have a file in n8n's store without reading it into memory: n8n's
 * own HTTP client, n8n's own store, and nothing between. What a download is held against.
 */
class BareStream {
	description = {
		displayName: 'Bare Stream',
		name: 'bareStream',
		group: ['input'],
		version: 1,
		description: 'Streams a file into the store',
		defaults: { name: 'Bare Stream' },
		inputs: ['main'],
		outputs: ['main'],
		properties: [{ displayName: 'URL', name: 'url', type: 'string', default: '' }],
	};

	async execute() {
		const { body } = await this.helpers.httpRequest({
			url: this.getNodeParameter('url', 0),
			encoding: 'stream',
			returnFullResponse: true,
		});
		const data = await this.helpers.prepareBinaryData(body, 'bare.mp4', 'video/mp4');
		return [[{ json: {}, binary: { data } }]];
	}
}

module.exports = { BareStream };
