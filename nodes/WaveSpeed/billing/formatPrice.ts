/** @returns `$0.40`, `$12.50`, `$0.0045`: two decimals, or up to six if needed */
export function formatPrice(usd: number): string {
	const [whole, fraction = ''] = usd.toFixed(6).split('.');
	return `$${whole}.${fraction.replace(/0{1,6}$/, '').padEnd(2, '0')}`;
}
