const OLDEST = [20, 19];

/**
 * @param {string} version of Node, such as "20.19.4"
 * @param {string} platform as in process.platform
 * @returns {string | undefined} why the demo cannot run there
 */
export function unsuitable(version, platform) {
	if (platform === 'win32') {
		return 'It runs on Linux and macOS. On Windows, run it inside WSL.';
	}
	const [major, minor] = version.split('.').map(Number);
	if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return undefined;
	return `It needs Node.js ${OLDEST.join('.')} or newer, and this is ${version}. Install a newer one from nodejs.org and run it again.`;
}
