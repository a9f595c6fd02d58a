/**
 * How large the files of a run are. A file at an address that has another size is none of them, which
 * needs no download.
 */
export class FileSizes {
	private readonly sizes = new Set<number>();

	/** To be told before the first file of the run is uploaded. */
	add(bytes: number): void {
		this.sizes.add(bytes);
	}

	has(bytes: number): boolean {
		return this.sizes.has(bytes);
	}
}
