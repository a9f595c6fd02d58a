import { SuspendedSiblings } from '../n8n/suspendedSiblings';
import { SubmissionRegistry } from '../submission/records/submissionRegistry';
import { systemTime, type Time } from '../time';
import { ProcessUploads } from '../upload/uploadedFiles';
import { ModelDurations } from '../waiting/checkTimes';

/** What the node uses from outside n8n, and what it keeps between executions in one process. */
export interface ProcessServices {
	readonly time: Time;
	/** How long each model took recently, to time the first check. */
	readonly durations: ModelDurations;
	/** What the executions of this process have submitted. */
	readonly submissions: SubmissionRegistry;
	/** Which executions are suspended while their parent waits. */
	readonly siblings: SuspendedSiblings;
	/** What they have uploaded. */
	readonly uploads: ProcessUploads;
}

export function createProcessServices(time: Time = systemTime): ProcessServices {
	return {
		time,
		durations: new ModelDurations(),
		submissions: new SubmissionRegistry(time),
		siblings: new SuspendedSiblings(),
		uploads: new ProcessUploads(time),
	};
}
