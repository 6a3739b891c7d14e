/** Resources of a device, freed together: when their engine is disposed, or when making it failed half-way. */
export class Owned {
  private readonly frees: (() => void)[] = [];

  /** Takes note of how to free a resource, and hands it through. */
  add<T>(resource: T, free: (resource: T) => void): T {
    this.frees.push(() => free(resource));
    return resource;
  }

  /** Frees everything, the latest first. */
  free(): void {
    for (const free of this.frees.splice(0).toReversed()) free();
  }
}
