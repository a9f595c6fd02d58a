import { canFailParked } from '../../nodes/WaveSpeed/n8n/engineVersion.ts';
import type { Item } from '../../nodes/WaveSpeed/item/item.ts';

const signed = 'https://n8n.example/webhook-waiting/7?signature=abc';
const unsigned = 'https://n8n.example/webhook-waiting/7';

it.each([
	['2.8, which signs nothing', unsigned, {}, false],
	['2.14 to 2.25, which shows its secrets to the node’s expressions', signed, {}, false],
	['2.27 and newer', signed, undefined, true],
])('a parked node on n8n %s', (_version, resumeUrl, $secrets, expected) => {
	const host = { getWorkflowDataProxy: () => ({ $execution: { resumeUrl }, $secrets }) };
	expect(canFailParked({ host, index: 0 } as unknown as Item)).toBe(expected);
});
