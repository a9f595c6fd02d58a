import { mediaResource } from './mediaResource';

export const audio = mediaResource({
	name: 'Audio',
	value: 'audio',
	description: 'Make speech and music, or turn speech into text',
	operationHint:
		'Speech from a text, music from a prompt, or a text from speech; each operation lists its own models',
	operations: [
		{
			name: 'Generate Speech',
			value: 'speech',
			action: 'Generate speech',
			description: 'Read a text aloud, as a voice-over, and hand the file to the next node',
		},
		{
			name: 'Generate Music',
			value: 'music',
			action: 'Generate music',
			description: 'Make a song or an instrumental from a prompt',
		},
		{
			name: 'Transcribe',
			value: 'transcribe',
			action: 'Transcribe speech',
			description: 'Turn the speech in an audio file into text',
		},
	],
});
