/** What n8n's store does with a stream, without n8n: the answer's bytes, written as they come. */
import { rm, writeFile } from 'node:fs/promises';
import { get, type IncomingMessage } from 'node:http';
import { answerParent } from '../childProgram.mts';

answerParent({
	/** @returns what the download took */
	async run({ url, file }: { url: string; file: string }) {
		const cpu = process.cpuUsage();
		const began = performance.now();
		const answer = await new Promise<IncomingMessage>((resolve, reject) => {
			get(url, resolve).on('error', reject);
		});
		await writeFile(file, answer);
		const seconds = (performance.now() - began) / 1_000;
		const { user, system } = process.cpuUsage(cpu);
		await rm(file);
		return { seconds, cpuSeconds: (user + system) / 1e6 };
	},
});
