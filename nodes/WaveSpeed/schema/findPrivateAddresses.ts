import { isPrivateHost } from '../download/checkAddress';
import type { Model } from '../models/model';
import { FILE_ADDRESS_LIMIT_CHARACTERS } from '../policy';
import { problem, type InputProblem } from './inputProblem';

/**
 * Files at addresses in this network only: WaveSpeed cannot fetch them, and the prediction would fail, or
 * be paid for without its picture.
 * @param apiBaseUrl an API in a private network (emulator, on-premises gateway) may reach its neighbours
 */
export function findPrivateAddresses(
	{ inputs = [] }: Model,
	input: Readonly<Record<string, unknown>>,
	apiBaseUrl: string,
): InputProblem[] {
	if (!URL.canParse(apiBaseUrl) || isPrivateHost(new URL(apiBaseUrl).hostname)) return [];
	return inputs
		.filter(({ media }) => media !== undefined)
		.flatMap(({ name }) => {
			const host = [input[name]].flat().map(privateHostOf).find(Boolean);
			if (host === undefined) return [];
			return [
				problem(
					name,
					`leads to ${host}, which only your own network knows: WaveSpeed cannot fetch it. Give a public address, or the file itself under “Binary Inputs”.`,
				),
			];
		});
}

function privateHostOf(value: unknown): string | undefined {
	// A longer text is a file in base64.
	if (typeof value !== 'string' || value.length > FILE_ADDRESS_LIMIT_CHARACTERS) return undefined;
	const text = value.trim();
	if (!/^https?:/i.test(text) || !URL.canParse(text)) return undefined;
	const { hostname } = new URL(text);
	return isPrivateHost(hostname) ? hostname : undefined;
}
