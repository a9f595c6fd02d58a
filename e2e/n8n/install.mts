/** `npm run n8n:install`: the n8n of the tests, installed where this machine does not have it yet. */
import { ensureInstallation } from './installation.mts';

const { folder, version } = await ensureInstallation();
process.stdout.write(`n8n ${version} is in ${folder}\n`);
