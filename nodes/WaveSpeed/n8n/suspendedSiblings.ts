import type {
	IExecutePaginationFunctions,
	IRunExecutionData,
	RelatedExecution,
} from 'n8n-workflow';

import { BoundedMap } from '../boundedMap';
import { SUSPENDED_SIBLINGS_KEPT } from '../policy';

/** n8n's contexts have these at run time, but not in this one's type. */
type HostWithParent = IExecutePaginationFunctions & {
	runExecutionData?: { parentExecution?: RelatedExecution } | null;
	getExecutionDataById?: (id: string) => Promise<IRunExecutionData | undefined>;
};

interface Suspending {
	executionId: string;
	/** Whether n8n has stored it as waiting; before that, this process is still submitting. */
	isParked: boolean;
}

/**
 * The suspending sub-workflow executions of this process, by their parent's execution.
 *
 * A parent that calls its sub-workflow once for each item starts all of them, waits when the first one
 * suspends, and is resumed by the first one that ends, with the rows of that one alone (run on n8n
 * 2.41.1). A sub-workflow does not know how it is called; but a resumed parent calls the next one only
 * when the last has ended, so a second one that suspends at the same time reveals the problem.
 */
export class SuspendedSiblings {
	private readonly byParent = new BoundedMap<string, Suspending>(SUSPENDED_SIBLINGS_KEPT);

	/**
	 * Records that this execution will suspend, unless another one of the same parent does.
	 * @returns the id of that other one: the parent would continue with the result of only one of the two
	 */
	async beside(host: IExecutePaginationFunctions): Promise<string | undefined> {
		const parent = waitingParentOf(host);
		if (parent === undefined) return undefined;
		const executionId = host.getExecutionId();
		const other = this.byParent.get(parent);
		if (other && other.executionId !== executionId && (await isSuspending(host, other)))
			return other.executionId;
		this.byParent.set(parent, { executionId, isParked: false });
		return undefined;
	}

	/** n8n has stored this execution as waiting. */
	parked(host: IExecutePaginationFunctions): void {
		const own = this.ownOf(host);
		if (own) own.isParked = true;
	}

	/** This execution continues, or was not suspended after all. */
	notSuspended(host: IExecutePaginationFunctions): void {
		if (this.ownOf(host)) this.byParent.delete(waitingParentOf(host) ?? '');
	}

	private ownOf(host: IExecutePaginationFunctions): Suspending | undefined {
		const entry = this.byParent.get(waitingParentOf(host) ?? '');
		return entry?.executionId === host.getExecutionId() ? entry : undefined;
	}
}

/** @returns the execution that waits for this one; undefined if none does */
function waitingParentOf(host: IExecutePaginationFunctions): string | undefined {
	const parent = (host as HostWithParent).runExecutionData?.parentExecution;
	return parent && parent.shouldResume !== false ? parent.executionId : undefined;
}

/** In queue mode another worker may have continued it since: n8n's database knows. */
async function isSuspending(
	host: IExecutePaginationFunctions,
	{ executionId, isParked }: Suspending,
): Promise<boolean> {
	if (!isParked) return true;
	const stored = await (host as HostWithParent).getExecutionDataById?.(executionId);
	return stored?.waitTill !== undefined && stored.waitTill !== null;
}
