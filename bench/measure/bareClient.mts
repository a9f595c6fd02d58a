/** What a script without n8n would do: submit every item and ask for its result, so many at once. */
import { Agent, request } from 'node:http';
import { answerParent } from '../childProgram.mts';

interface Work {
	url: string;
	model: string;
	items: number;
	concurrency: number;
}

answerParent({
	/** @returns seconds */
	async run({ url, model, items, concurrency }: Work) {
		const agent = new Agent({ keepAlive: true, maxSockets: concurrency });
		const began = performance.now();
		let next = 0;
		const worker = async (): Promise<void> => {
			while (next < items) {
				const prompt = `a paper boat, number ${next++}`;
				const { data } = await send(agent, 'POST', `${url}/api/v3/${model}`, { prompt });
				await send(agent, 'GET', data.urls.get);
			}
		};
		await Promise.all(Array.from({ length: concurrency }, worker));
		agent.destroy();
		return (performance.now() - began) / 1_000;
	},
});

async function send(
	agent: Agent,
	method: string,
	url: string,
	body?: object,
): Promise<{ data: { urls: { get: string } } }> {
	const text = await new Promise<string>((resolve, reject) => {
		const headers = { 'content-type': 'application/json' };
		const sent = request(url, { agent, method, headers }, (response) => {
			let answer = '';
			response.setEncoding('utf8');
			response.on('data', (piece: string) => (answer += piece)).on('end', () => resolve(answer));
		});
		sent.on('error', reject).end(body && JSON.stringify(body));
	});
	return JSON.parse(text) as never;
}
