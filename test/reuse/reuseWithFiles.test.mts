import type { Emulator } from '../../emulator/index.mts';
import { png } from '../upload/storedFiles.mts';
import { comparedFiles, eachWithAnEmulator, startN8n } from './reusingFiles.mts';

describe('Cost: Reuse Paid Results, with files', () => {
	const at = eachWithAnEmulator();
	let emulator: Emulator;
	beforeEach(() => void ({ emulator } = at));

	it('knows a file again by its content, whatever it is called, and uploads it once', async () => {
		const execute = startN8n(emulator);
		const image = png();
		const options = { downloadOutputs: true };
		const first = await execute([{ image }], { fileName: 'one.png', options });
		const again = { fileName: 'two.png', options };
		const second = await execute([{ image: Buffer.from(image) }], again);
		expect(second.rows[0]).toMatchObject({ id: first.rows[0]!.id, reused: true });
		expect(second.success[0]!.binary).toHaveProperty('data');
		expect(second.paid).toBe(0);
		expect(emulator.requestsTo({ host: 'outputs', method: 'PUT' })).toHaveLength(1);
		expect(comparedFiles(emulator)).toEqual([]);
	});

	it('pays for another file, which it need not compare with those that it has uploaded', async () => {
		const execute = startN8n(emulator);
		await execute([{ image: png(2_000) }]);
		const { rows, paid } = await execute([{ image: png(2_000) }]);
		expect(rows[0]).toMatchObject({ reused: false });
		expect(rows[0]).not.toHaveProperty('reuse_note');
		expect(paid).toBe(1);
		expect(comparedFiles(emulator)).toEqual([]);
	});
});
