import { OUTPUT_DEPTH, readFile, type OutputFile, type OutputKind } from './outputFile';

/** One output of a prediction. Mostly a file, but some models return text or objects. */
interface Output {
	/** Unchanged. */
	value: unknown;
	/** The file, or all files in an object; empty for text. */
	files: OutputFile[];
}

/**
 * Sorts the contents of a prediction's `outputs`: a list, a single value or nothing. It keeps order and
 * duplicates, because other lists of the prediction run parallel, and drops empty entries.
 * @param answersWith what the model makes, if known
 */
export function classifyOutputs(outputs: unknown, answersWith?: OutputKind): Output[] {
	return flatten(outputs, 0).map((value) => ({ value, files: filesOf(value, answersWith) }));
}

function flatten(outputs: unknown, depth: number): unknown[] {
	if (outputs === null || outputs === undefined || outputs === '') return [];
	if (!Array.isArray(outputs) || depth === OUTPUT_DEPTH) return [outputs];
	return outputs.flatMap((entry: unknown) => flatten(entry, depth + 1));
}

function filesOf(value: unknown, answersWith: OutputKind): OutputFile[] {
	// The output of a text model is text, whatever it looks like: the model itself wrote the address.
	if (answersWith === 'text') return [];
	if (typeof value === 'object' && value !== null) return filesInside(value, answersWith);
	if (typeof value !== 'string') return [];
	const file = readFile(value, answersWith);
	return file ? [file] : [];
}

/** Names of secondary files: they come after the main files. */
const ASIDE = /thumb|preview|poster|cover/i;
/** Names of fields that are not outputs: what was sent, and links to read or to call. */
const NO_OUTPUT =
	/^(input.*|webhook.*|callback.*|docs?|documentation|get|cancel|self|homepage|licen[cs]e|terms|website)$|_(page|docs)(_url)?$/i;

/**
 * Every file of an output that is an object, such as `{glb, obj, textures: […], preview}`: in their
 * order, none twice, and secondary files last, so that the first one is what the model made. Links are
 * used only if there is nothing else.
 */
function filesInside(value: object, answersWith: OutputKind): OutputFile[] {
	const found: RankedFile[] = [];
	collect(value, answersWith, 0, 'file', found);
	const outputs = found.filter(({ rank }) => rank !== 'link');
	const all = outputs.length > 0 ? outputs : found;
	const sorted = [
		...all.filter(({ rank }) => rank !== 'aside'),
		...all.filter(({ rank }) => rank === 'aside'),
	];
	const known = new Set<string>();
	return sorted.flatMap(({ file }) => {
		const identity = file.kind === 'address' ? file.url : file.base64;
		if (known.has(identity)) return [];
		known.add(identity);
		return [file];
	});
}

type Rank = 'file' | 'aside' | 'link';

interface RankedFile {
	file: OutputFile;
	rank: Rank;
}

function collect(
	value: object,
	answersWith: OutputKind,
	depth: number,
	rank: Rank,
	found: RankedFile[],
): void {
	const isList = Array.isArray(value);
	for (const [key, member] of Object.entries(value)) {
		const own = isList ? rank : rankOf(key, rank);
		if (typeof member === 'string') {
			const file = readFile(member, answersWith);
			if (file) found.push({ file, rank: own });
		} else if (typeof member === 'object' && member !== null && depth < OUTPUT_DEPTH) {
			collect(member as object, answersWith, depth + 1, own, found);
		}
	}
}

function rankOf(key: string, outer: Rank): Rank {
	if (outer === 'link' || NO_OUTPUT.test(key)) return 'link';
	return outer === 'aside' || ASIDE.test(key) ? 'aside' : 'file';
}
