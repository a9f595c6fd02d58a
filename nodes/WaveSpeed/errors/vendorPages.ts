/** Pages that messages send their reader to. */
export const ACCOUNT_PAGE = 'wavespeed.ai/accesskey';
/** The page that the vendor's own CLI names for adding credit. */
export const BILLING_PAGE = 'wavespeed.ai/top-up';

/** The vendor's page about a model: what it does, examples, price. */
export function modelPage(id: string): string {
	return `https://wavespeed.ai/models/${id.split('/').map(encodeURIComponent).join('/')}`;
}
