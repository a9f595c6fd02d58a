import { mediaResource } from './mediaResource';

export const audio = mediaResource({
	name: 'Audio',
	value: 'audio',
	description: 'Make speech and music, or write down what is said',
	operationHint: 'What to make or to listen to',
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
			description: 'Make a song or music without voices from a prompt',
		},
		{
			name: 'Transcribe',
			value: 'transcribe',
			action: 'Transcribe speech',
			description: 'Write down what is said in a sound file',
		},
	],
});
