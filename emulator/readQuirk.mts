import { usualQuirks, type Quirks } from './quirks.mts';

/** What each habit that is one of several can be. */
const CHOICES: Partial<Record<keyof Quirks, readonly string[]>> = {
	listInputs: ['asked', 'always', 'never'],
	listInputForm: ['resolved', 'sent', 'normalised'],
	listCount: ['total', 'has_more', 'none'],
	deleteAnswer: ['count', 'null'],
	doneWord: ['completed', 'succeeded'],
	errorForm: ['text', 'object'],
	unknownModel: ['404', '400'],
	billingCount: ['total', 'has_more'],
	billingTimes: ['both', 'ms', 'iso'],
	billingUnit: ['usd', 'microUsd'],
};

/** Every habit with what it can be, and first what it usually is; one line each. */
export function listQuirks(): string[] {
	return Object.entries(usualQuirks()).map(([name, usual]) => {
		const choices = CHOICES[name as keyof Quirks];
		if (choices) return `${name}=${choices.join(' | ')}`;
		if (typeof usual === 'boolean') return `${name}=${usual} | ${!usual}`;
		return Array.isArray(usual) ? `${name}=.txt,.exe` : `${name}=${usual}`;
	});
}

/**
 * Reads `name=value` as it stands on the command line.
 * @throws Error with a sentence that says what is possible
 */
export function readQuirk(text: string): Partial<Quirks> {
	const [name = '', ...rest] = text.split('=');
	const value = rest.join('=').trim();
	const usual = usualQuirks();
	if (!Object.hasOwn(usual, name) || rest.length === 0)
		throw new Error(
			`--quirk takes name=value, where the name is one of ${Object.keys(usual).join(', ')}; not "${text}"`,
		);
	const read = readValue(usual[name as keyof Quirks], CHOICES[name as keyof Quirks], value);
	if (read === undefined) {
		const line = listQuirks().find((one) => one.startsWith(`${name}=`));
		throw new Error(`--quirk ${name} cannot be "${value}"; it is like ${line}`);
	}
	return { [name]: read };
}

function readValue(
	usual: Quirks[keyof Quirks],
	choices: readonly string[] | undefined,
	value: string,
): Quirks[keyof Quirks] | undefined {
	if (choices) return choices.includes(value) ? (value as Quirks[keyof Quirks]) : undefined;
	if (Array.isArray(usual))
		return value
			.toLowerCase()
			.split(',')
			.filter((one) => one !== '');
	if (typeof usual === 'boolean')
		return value === 'true' ? true : value === 'false' ? false : undefined;
	return /^\d+$/.test(value) ? Number(value) : undefined;
}
