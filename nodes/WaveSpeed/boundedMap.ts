/** A map with a limit: beyond it, the oldest entry goes. */
export class BoundedMap<K, V> extends Map<K, V> {
	constructor(private readonly limit: number) {
		super();
	}

	override set(key: K, value: V): this {
		this.delete(key);
		super.set(key, value);
		const [oldest] = this.keys();
		if (oldest !== undefined && this.size > this.limit) this.delete(oldest);
		return this;
	}
}
