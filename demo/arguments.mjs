export const HELP = `npm run demo             starts a real n8n with this node and lets it make a video
npm run demo -- --exit   the same, but stops when the video is there
npm run demo -- --help   prints this

What happens
  1. The packages of this repository are installed and the node is built.
  2. n8n is installed, once for all clones of this repository: 3 GB, some minutes.
     It goes to ~/.cache/n8n-nodes-wavespeedai; WAVESPEED_E2E_CACHE names another folder.
  3. n8n starts on a free port of this machine, with its data in a temporary folder
     and the packed node installed in it. An n8n that you already use is not touched.
  4. The workflow examples/prompt-to-video.json runs, and the video it makes is
     checked. It stays in demo-output/.
  5. The address of the run with its video, a login, and without a key also the
     emulator's Base URL and key are printed. Ctrl+C ends everything.

Which WaveSpeedAI
  By default a stand-in on this machine: no account, no cost, and a test picture
  instead of your prompt.
  With WAVESPEED_API_KEY set it is the real one, which COSTS MONEY. The demo asks it
  first what it has, takes the model that a new node starts with (or, where that is
  gone, the cheapest of its kind), says which it is and what the video costs, and
  waits 10 seconds before it starts.`;

/**
 * @param {string[]} words what stands behind `npm run demo --`
 * @returns {{help: boolean, exit: boolean, complaint?: string}} `complaint` when a word is unknown
 */
export function parseArguments(words) {
	const known = new Set(['--help', '-h', '--exit']);
	const unknown = words.find((word) => !known.has(word));
	return {
		help: words.includes('--help') || words.includes('-h'),
		exit: words.includes('--exit'),
		...(unknown && {
			complaint: `It does not know "${unknown}". "npm run demo -- --help" tells what it knows.`,
		}),
	};
}
