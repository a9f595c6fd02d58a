import type { Item } from '../item/item';

/**
 * Whether this n8n is new enough to fail a parked node whose time is over with what it was told before
 * (`resumeError`, n8n 2.27). That cannot be asked. What can be seen: n8n-core 2.11 and older do not sign
 * their resume addresses, and up to 2.25 an expression of a node sees n8n's secrets, which it no longer
 * does in 2.27 (2.8.4 and 2.41.1 were run, the packages of 2.11.1 to 2.35.5 read).
 */
export function canFailParked({ host, index }: Item): boolean {
	const proxy = host.getWorkflowDataProxy(index);
	const { resumeUrl } = proxy.$execution as { resumeUrl: string };
	return new URL(resumeUrl).searchParams.has('signature') && proxy.$secrets === undefined;
}
