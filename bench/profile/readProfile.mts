import { readFile } from 'node:fs/promises';

interface ProfileNode {
	id: number;
	callFrame: { functionName: string; url: string; lineNumber: number };
	children?: number[];
}

interface Profile {
	nodes: ProfileNode[];
	samples: number[];
	timeDeltas: number[];
}

const ROWS = 25;

/** Where the time of a .cpuprofile went, for people: functions by their own time and with what they call. */
export async function spellProfile(file: string): Promise<string> {
	const { nodes, samples, timeDeltas } = JSON.parse(await readFile(file, 'utf8')) as Profile;
	const own = new Map<number, number>();
	samples.forEach((id, index) =>
		own.set(id, (own.get(id) ?? 0) + (timeDeltas[index] ?? 0) / 1_000),
	);
	const byId = new Map(nodes.map((node) => [node.id, node]));
	const self = new Map<string, number>();
	const total = new Map<string, number>();
	const packages = new Map<string, number>();
	const add = (sums: Map<string, number>, key: string, ms: number) =>
		sums.set(key, (sums.get(key) ?? 0) + ms);
	// With a stack of its own: a call chain may be deeper than this process's.
	const visit = (root: ProfileNode): void => {
		const open: Array<{ node: ProfileNode; stack: ReadonlySet<string> }> = [
			{ node: root, stack: new Set() },
		];
		for (let next = open.pop(); next; next = open.pop()) {
			const name = nameOf(next.node);
			const ms = own.get(next.node.id) ?? 0;
			const stack = new Set(next.stack).add(name);
			add(self, name, ms);
			add(packages, packageOf(next.node), ms);
			for (const caller of stack) add(total, caller, ms);
			for (const child of next.node.children ?? []) open.push({ node: byId.get(child)!, stack });
		}
	};
	visit(nodes[0]!);
	for (const sums of [self, packages]) sums.delete('(idle)');
	const all = [...self.values()].reduce((sum, ms) => sum + ms, 0);
	return [
		`${Math.round(all)} ms of work`,
		...section('By package', packages, all),
		...section('By function, its own time', self, all),
		...section('By function, with what it calls', total, all),
	].join('\n');
}

function section(title: string, sums: ReadonlyMap<string, number>, all: number): string[] {
	const rows = [...sums].sort(([, a], [, b]) => b - a).slice(0, ROWS);
	return [
		`${title}:`,
		...rows.map(
			([name, ms]) =>
				`  ${Math.round(ms).toString().padStart(7)} ms ${((100 * ms) / all).toFixed(1).padStart(5)} %  ${name}`,
		),
	];
}

function nameOf({ callFrame: { functionName, url, lineNumber } }: ProfileNode): string {
	const place = url.replace(/^.*node_modules\//, '');
	return place === ''
		? functionName || '(anonymous)'
		: `${functionName || '(anonymous)'} ${place}:${lineNumber + 1}`;
}

function packageOf({ callFrame: { functionName, url } }: ProfileNode): string {
	if (url.startsWith('node:')) return 'Node';
	if (url === '') return functionName.startsWith('(') ? functionName : '(built in)';
	const [, name] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url) ?? [];
	return name ?? url;
}
