/**
 * The levels of the node from the top to the bottom, as docs/architecture.md lists them: a folder of
 * nodes/WaveSpeed/ may use those of its own level and those below. `npm run structure` checks that, and
 * the build puts the modules of a level into one file.
 */
module.exports = {
	/** What a person sees: operations, each a list of steps, and what the editor asks for. */
	top: ['resources', 'panel'],
	/** The steps an item goes through, and what it carries. */
	steps: ['item', 'n8n', 'submission', 'reuse', 'attempts', 'upload', 'waiting', 'outputs'],
	/** What speaks to the world, or knows how it speaks; none of it knows of items. */
	borders: ['api', 'billing', 'callbacks', 'download', 'models', 'schema'],
	/** What everybody may use, as are the files next to the node: policy, time, narrow. */
	ground: ['errors'],
};
