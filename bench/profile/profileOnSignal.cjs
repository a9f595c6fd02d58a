/** Loaded into n8n before its own code, see benchN8n.mts. */
const { writeFileSync } = require('node:fs');

const file = process.env.BENCH_PROFILE;
let session;

if (file) {
	process.on('SIGUSR2', () => {
		if (!session) {
			// Loaded late: an n8n that nobody profiles should not carry the inspector.
			const { Session } = require('node:inspector');
			session = new Session();
			session.connect();
			session.post('Profiler.enable');
			session.post('Profiler.setSamplingInterval', { interval: 1_000 });
			session.post('Profiler.start');
			return;
		}
		session.post('Profiler.stop', (error, answer) => {
			if (!error) writeFileSync(file, JSON.stringify(answer.profile));
			session.disconnect();
			session = undefined;
		});
	});
}
