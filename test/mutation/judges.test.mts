import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

// An ES module of the mutation runner, which Jest cannot load.
const judges = [...readFileSync(join(__dirname, 'judges.mjs'), 'utf8').matchAll(/^\t'(.+)',$/gm)];

it.each(judges.map(([, judge = '']) => judge))(
	'%s, which judges mutants, is a test of this tree',
	(judge) => {
		expect(existsSync(join(__dirname, '..', `${judge}.test.mts`))).toBe(true);
	},
);
