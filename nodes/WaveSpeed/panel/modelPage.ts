/** The vendor's page about a model: what it does, examples, price. */
export function modelPage(id: string): string {
	return `https://wavespeed.ai/models/${id.split('/').map(encodeURIComponent).join('/')}`;
}
