/**
 * Loaded into n8n before its own code: counts what the engine evaluates. Time cannot be asserted on a
 * busy machine, and this is what the time goes to.
 *
 * Writes to the file that N8N_EVALUATIONS_FILE names, with the process's id at its end because n8n's task
 * runner loads this as well:
 * `{"expressions": {"<expression>": times}, "mostItemsInASlice": {"<node>": items}}`.
 * A slice is what runs between two turns of the event loop: nothing else of n8n runs meanwhile.
 */
const { writeFileSync } = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const { isMainThread } = require('node:worker_threads');

const MODULE = path.join('n8n-workflow', 'dist', 'cjs', 'workflow-expression.js');
const file = process.env.N8N_EVALUATIONS_FILE;
const counts = { expressions: {}, mostItemsInASlice: {} };
/** Items of each node whose expressions were evaluated in this slice: a plain value costs nothing. */
let slice;
/** Whose parameter is being read; reading runs in one go. */
let asked;

/**
 * However n8n loads the module, it is in the cache afterwards, perhaps as one of several copies: which of
 * them the engine uses is not known, and which is loaded first differs from start to start.
 */
const watched = new Set();
setInterval(() => {
	for (const [name, loaded] of Object.entries(Module._cache)) {
		if (watched.has(name) || !name.endsWith(MODULE)) continue;
		const { WorkflowExpression } = loaded?.exports ?? {};
		if (!WorkflowExpression) continue;
		watched.add(name);
		watch(WorkflowExpression.prototype);
	}
}, 20).unref();

function watch(prototype) {
	const { getParameterValue, resolveSimpleParameterValue } = prototype;
	prototype.getParameterValue = function (...args) {
		const [, , , itemIndex, nodeName] = args;
		const outer = asked;
		asked = { nodeName, itemIndex };
		try {
			return getParameterValue.apply(this, args);
		} finally {
			asked = outer;
		}
	};
	prototype.resolveSimpleParameterValue = function (...args) {
		const [value] = args;
		if (typeof value === 'string' && value.startsWith('=')) {
			counts.expressions[value] = (counts.expressions[value] ?? 0) + 1;
			if (asked) noteItem(asked);
		}
		return resolveSimpleParameterValue.apply(this, args);
	};
}

function noteItem({ nodeName, itemIndex }) {
	if (!slice) {
		slice = new Map();
		setImmediate(endSlice);
	}
	const items = slice.get(nodeName) ?? new Set();
	slice.set(nodeName, items.add(itemIndex));
}

function endSlice() {
	for (const [nodeName, items] of slice) {
		const most = counts.mostItemsInASlice[nodeName] ?? 0;
		counts.mostItemsInASlice[nodeName] = Math.max(most, items.size);
	}
	slice = undefined;
}

const write = () => writeFileSync(`${file}.${process.pid}`, JSON.stringify(counts));
// n8n's threads load this as well, and have the same process id.
if (file && isMainThread) setInterval(write, 500).unref();
