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

const file = process.env.N8N_EVALUATIONS_FILE;
const counts = { expressions: {}, mostItemsInASlice: {} };
/** Items of each node whose parameters were asked for in this slice. */
let slice;

/** However n8n loads the module, it is in the cache afterwards. */
const looking = setInterval(() => {
	const found = Object.keys(Module._cache).find((name) =>
		name.endsWith(path.join('n8n-workflow', 'dist', 'cjs', 'workflow-expression.js')),
	);
	const { WorkflowExpression } = (found && Module._cache[found]?.exports) ?? {};
	if (!WorkflowExpression) return;
	clearInterval(looking);
	watch(WorkflowExpression.prototype);
}, 20).unref();

function watch(prototype) {
	const { getParameterValue, resolveSimpleParameterValue } = prototype;
	prototype.getParameterValue = function (...args) {
		const [, , , itemIndex, nodeName] = args;
		noteItem(nodeName, itemIndex);
		return getParameterValue.apply(this, args);
	};
	prototype.resolveSimpleParameterValue = function (...args) {
		const [value] = args;
		if (typeof value === 'string' && value.startsWith('=')) {
			counts.expressions[value] = (counts.expressions[value] ?? 0) + 1;
		}
		return resolveSimpleParameterValue.apply(this, args);
	};
}

function noteItem(nodeName, itemIndex) {
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
if (file) setInterval(write, 500).unref();
