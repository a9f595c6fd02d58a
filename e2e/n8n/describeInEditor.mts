import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import type { EmulatorOptions } from '../../emulator/index.mts';
import { findChromium, openEditor, type Editor } from './editor.mts';
import { openN8nWithEmulator, type N8nWithEmulator } from './n8nWithEmulator.mts';

const REPORTS = path.resolve(import.meta.dirname, '../../reports');

/** What the tests of such a block have at hand, from the first of them on. */
export interface InEditor {
	readonly setup: N8nWithEmulator;
	readonly editor: Editor;
	readonly page: Page;
	/** Saves what is seen as `reports/<pictures>-<name>.png`. */
	screenshot(name: string): Promise<void>;
}

interface Settings {
	emulator?: EmulatorOptions;
	/** How long a step may take, in milliseconds. */
	stepMs: number;
	/** What the names of the screenshots begin with. */
	pictures: string;
	/** Whether scrollbars take room. @default false */
	scrollbars?: boolean;
	/** Runs before the editor is opened. */
	prepare?: (setup: N8nWithEmulator) => Promise<void>;
}

/** The parameter's field in the panel, as a selector. */
export const field = (name: string): string => `[data-test-id="parameter-input-${name}"]`;

/**
 * A block of tests that click in n8n's real editor, with an emulator beside it. Where no browser is, they
 * are skipped, and a line says so.
 */
export function describeInEditor(
	title: string,
	{ emulator, stepMs, pictures, scrollbars, prepare }: Settings,
	tests: (here: InEditor) => void,
): void {
	const browser = findChromium();
	if ('missing' in browser) {
		process.stderr.write(`${browser.missing}\n`);
		describe.skip(title, () => tests({} as InEditor));
		return;
	}
	describe(title, () => {
		const opened: Partial<Pick<InEditor, 'setup' | 'editor'>> = {};
		const have = <Name extends keyof typeof opened>(name: Name) => {
			const one = opened[name];
			if (!one) throw new Error(`The ${name} is there only while tests run.`);
			return one as NonNullable<(typeof opened)[Name]>;
		};
		beforeAll(async () => {
			await mkdir(REPORTS, { recursive: true });
			const setup = await openN8nWithEmulator(emulator);
			Object.assign(opened, { setup });
			await prepare?.(setup);
			const editor = await openEditor(setup.session.url, browser.file, { scrollbars });
			Object.assign(opened, { editor });
			editor.page.setDefaultTimeout(stepMs);
		});
		afterAll(async () => {
			await opened.editor?.close();
			await opened.setup?.close();
		});
		tests({
			get setup() {
				return have('setup');
			},
			get editor() {
				return have('editor');
			},
			get page() {
				return have('editor').page;
			},
			screenshot: async (name) =>
				await have('editor').screenshot(path.join(REPORTS, `${pictures}-${name}.png`)),
		});
	});
}
