import { readModelId } from '../../nodes/WaveSpeed/models/readModelId.ts';

const ID = 'openai/sora-2/text-to-video';

it.each([
	`https://wavespeed.ai/models/${ID}`,
	`http://www.wavespeed.ai/models/${ID}/?ref=1#api`,
	`wavespeed.ai/models/${ID}`,
	`https://wavespeed.ai/zh/models/${ID}`,
	`https://wavespeed.ai/models/openai%2Fsora-2%2Ftext-to-video`,
	`https://api.wavespeed.ai/api/v3/${ID}`,
	`/api/v3/${ID}`,
	`models/${ID}`,
	`  “${ID}” `,
	`/${ID}/`,
	ID,
])('reads the model in %s', (pasted) => {
	expect(readModelId(pasted)).toBe(ID);
});

it.each([
	'',
	'../balance',

	'a b',
	'https://evil.example/models/openai/sora-2',
	'https://wavespeed.ai.evil.example/models/a/b',
	'openai/sora-2',
	'//evil.example/x',
	'wavespeed-ai/flux-dev',
])('leaves %j as it is', (pasted) => {
	expect(readModelId(pasted)).toBe(pasted);
});
