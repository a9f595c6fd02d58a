/**
 * The sizes of the files of a run. A file at an address with another size cannot be one of them, which
 * saves a download.
 */
export class FileSizes {
	private readonly sizes = new Set<number>();

	/** Call it before the first file of the run is uploaded. */
	add(bytes: number): void {
		this.sizes.add(bytes);
	}

	has(bytes: number): boolean {
		return this.sizes.has(bytes);
	}
}
