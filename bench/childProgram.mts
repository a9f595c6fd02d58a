import { fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

/** A program of the bench's own in a process of its own, so that its work is not counted as n8n's. */
export interface ChildProgram {
	pid: number;
	/** @throws Error with the words of whatever the program threw */
	call<T>(name: string, argument?: unknown): Promise<T>;
	/** Told of everything the program reports by itself. */
	onEvent(listener: (event: unknown) => void): void;
	stop(): Promise<void>;
}

interface Answer {
	id?: number;
	result?: unknown;
	error?: string;
	event?: unknown;
}

/** @param file a .mts file that calls `answerParent` */
export async function startChildProgram(file: string, args: string[] = []): Promise<ChildProgram> {
	const tsx = createRequire(import.meta.url).resolve('tsx');
	const child = fork(file, args, { execArgv: ['--import', pathToFileURL(tsx).href] });
	const open = new Map<number, (answer: Answer) => void>();
	const listeners: Array<(event: unknown) => void> = [];
	let lastId = 0;
	const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
	const gone = (): void => {
		for (const settle of open.values()) settle({ error: `${file} ended before it answered` });
		open.clear();
	};
	child.once('exit', gone).once('error', gone);
	child.on('message', (answer: Answer) => {
		if (answer.id === undefined) for (const listener of listeners) listener(answer.event);
		else open.get(answer.id)?.(answer);
	});
	const call = async <T,>(name: string, argument?: unknown): Promise<T> =>
		await new Promise<T>((resolve, reject) => {
			const id = ++lastId;
			open.set(id, ({ result, error }) => {
				open.delete(id);
				if (error === undefined) resolve(result as T);
				else reject(new Error(error));
			});
			child.send({ id, name, argument }, (error) => {
				if (error) open.get(id)?.({ error: error.message });
			});
		});
	await call('ready');
	return {
		pid: child.pid as number,
		call,
		onEvent: (listener) => listeners.push(listener),
		async stop() {
			// The program ends when its channel closes, however this process goes.
			if (child.connected) child.disconnect();
			await exited;
		},
	};
}

/** In the program: answers the parent's calls until the parent is gone. @returns a way to report events */
export function answerParent(
	methods: Record<string, (argument: never) => unknown>,
): (event: unknown) => void {
	process.on('disconnect', () => process.exit(0));
	process.on(
		'message',
		async ({ id, name, argument }: { id: number; name: string; argument: unknown }) => {
			try {
				const result = name === 'ready' ? true : await methods[name]?.(argument as never);
				process.send?.({ id, result });
			} catch (error) {
				process.send?.({ id, error: String(error) });
			}
		},
	);
	return (event) => void process.send?.({ event });
}

/** Milliseconds since 1970 with fractions: the same clock in every process of one machine. */
export const preciseNow = (): number => performance.timeOrigin + performance.now();
