import { matches, type RecordedRequest, type RequestMatch } from '../recorder.mts';
import type { Action, Fault } from './fault.mts';

export interface ScriptedFault {
	/** Requests it has been applied to. */
	readonly hits: number;
	/** From here on requests are answered as if it had never been. */
	stop(): void;
}

class Entry implements ScriptedFault {
	hits = 0;
	private seen = 0;
	private stopped = false;

	constructor(private readonly fault: Fault) {}

	stop(): void {
		this.stopped = true;
	}

	/** Counts the request; true where the fault is due on it. */
	takes(request: RecordedRequest): boolean {
		const { nth, ...match }: RequestMatch & { nth?: number } = this.fault.when;
		if (this.stopped || !matches(request, match)) return false;
		this.seen += 1;
		if (this.seen < (nth ?? 1) || this.hits >= (this.fault.times ?? 1)) return false;
		this.hits += 1;
		return true;
	}

	get action(): Action {
		return this.fault.do;
	}
}

/** The faults that are in force. */
export class FaultScript {
	private readonly entries: Entry[] = [];

	add(fault: Fault): ScriptedFault {
		const entry = new Entry(fault);
		this.entries.push(entry);
		return entry;
	}

	/** What is to go wrong with this request. Of several faults that fit, the one scripted first is used up first. */
	next(request: RecordedRequest): Action | undefined {
		return this.entries.find((entry) => entry.takes(request))?.action;
	}
}
