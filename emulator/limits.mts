/** What nobody should take for the real API; printed by the command and explained in docs/emulator.md. */
export const CANNOT_IMITATE = [
	'what a prompt asks for: outputs are real files of the right size and length that show a test pattern',
	'the catalogue: some forty models of more than a thousand; where a real price is not known, its own',
	'media given by address: it opens none, and takes each for 5 seconds long where that sets the price',
	'the account’s rate limits, queues and moderation; words in a prompt stand in for them (--help)',
	'what only a real key could tell: no answer here was compared with the live API',
	'remembering: all predictions, files and money are forgotten when it ends',
] as const;
