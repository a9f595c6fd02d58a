import { FaultServer } from './faultServer.mts';
import { createN8nHost, type BinaryMode, type N8nHost } from './n8nHost.mts';

/**
 * Gives each test a server of its own and n8n's functions with an empty store.
 * @param mode where n8n keeps what is stored
 * @param use takes both before every test
 */
export function serverForEachTest(
	mode: BinaryMode,
	use: (made: { host: N8nHost; server: FaultServer }) => void,
): void {
	let host: N8nHost;
	let server: FaultServer;

	beforeAll(async () => {
		host = await createN8nHost(mode);
	});
	beforeEach(async () => {
		host.clear();
		server = await new FaultServer().start();
		use({ host, server });
	});
	afterEach(async () => await server.stop());
	afterAll(() => host.remove());
}
