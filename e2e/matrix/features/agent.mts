import { startChatServer } from '../../agent/chatServer.mts';
import { agentWorkflow, TOOL_NAME } from '../../agent/agentCases.mts';
import { createCredential } from '../../n8n/credentials.mts';
import { jsonOf } from '../../n8n/executions.mts';
import { RestError } from '../../n8n/session.mts';
import { ended, publish, start, type OwnEmulator } from '../../suspend/ownEmulator.mts';
import { hold, holdSuccess, paidFor, type Feature } from './feature.mts';

/** Agents of version 3 let n8n's engine run their tools; those of version 2 run them themselves. */
export const agentWithEngine: Feature = {
	name: 'Tool of an AI Agent (version 3, tools run by n8n)',
	run: async (setup) => await agentMakesVideo(setup, 3),
};

export const agentByItself: Feature = {
	name: 'Tool of an AI Agent (version 2.2, tools run by the agent)',
	run: async (setup) => await agentMakesVideo(setup, 2.2),
};

/** The model makes a mistake first, reads what was wrong, corrects it, and reads the result. */
async function agentMakesVideo(setup: OwnEmulator, agentVersion: number): Promise<void> {
	const turns = [
		{ Prompt: 'a harbour', Duration: 7 },
		{ Prompt: 'a harbour', Duration: 4 },
	];
	const chat = await startChatServer(({ messages }) => {
		const answers = messages.filter(({ role }) => role === 'tool');
		const next = turns[answers.length];
		if (next) return { call: [{ tool: TOOL_NAME, with: next }] };
		return { say: answers.map(({ content }) => content).join('\n') };
	});
	try {
		const model = await createCredential(setup.session, {
			name: `Chat stand-in at ${chat.url}`,
			type: 'openAiApi',
			data: { apiKey: 'nobody', url: chat.url, header: false },
		});
		const workflow = agentWorkflow(agentVersion, setup.credential, model);
		const saved = await publish(setup.session, workflow);
		const execution = await ended(setup.session, await start(setup.session, saved, []), 120_000);
		holdSuccess(execution);
		const said = String(jsonOf(execution, 'Agent')[0]?.output);
		hold(/duration.*must be 4, 8, 12, 16/.test(said), `the model read no reason: ${said}`);
		hold(said.includes(`"id":"${setup.emulator.predictions[0]?.id}"`), `no result: ${said}`);
		paidFor(setup, 1);
	} catch (error) {
		if (error instanceof RestError) throw new Error(`n8n: ${error.message}`);
		throw error;
	} finally {
		await chat.close();
	}
}
