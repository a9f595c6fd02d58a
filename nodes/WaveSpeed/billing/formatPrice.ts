/** @returns `$0.40`, `$12.50`, `$0.0045`: two digits after the point, or up to six where it has them */
export function formatPrice(usd: number): string {
	const [whole, fraction = ''] = usd.toFixed(6).split('.');
	return `$${whole}.${fraction.replace(/0{1,6}$/, '').padEnd(2, '0')}`;
}
