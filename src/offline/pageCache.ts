import { PAGE, type PageFile } from './pageFile.ts';

/** Files that a worker fetches at once beside what the page itself does. */
const AT_ONCE = 2;

/** Every file of one version of the page, kept on the device. Versions share a cache: most files are the same in the next one. */
export class PageCache {
  readonly #files: ReadonlyMap<string, PageFile>;
  readonly #scope: string;
  readonly #caches: CacheStorage;
  readonly #fetch: typeof fetch;
  #filling: Promise<void> | undefined;

  /** @param scope the page's folder, with a slash at its end */
  constructor(files: readonly PageFile[], scope: string, storage: CacheStorage, fetchFile: typeof fetch) {
    this.#files = new Map(files.map((file) => [file.name, file]));
    this.#scope = scope;
    this.#caches = storage;
    this.#fetch = fetchFile;
  }

  /** What an address names in the page's folder; undefined where it lies outside. */
  nameOf(address: string): string | undefined {
    const { origin, pathname } = new URL(address);
    const path = `${origin}${pathname}`;
    return path.startsWith(this.#scope) ? path.slice(this.#scope.length) || PAGE : undefined;
  }

  /** Whether a file of this name, in any version, may be kept here. */
  mayKeep(name: string): boolean {
    return this.#files.has(name) || name.startsWith('assets/');
  }

  /** Whether an address is of this version. */
  lists(address: string): boolean {
    return this.#files.has(this.nameOf(address) ?? '');
  }

  /** A file of this version, or one that an older version left for the pages that are still open. */
  async match(name: string): Promise<Response | undefined> {
    const cache = await this.#open();
    return cache.match(this.#keyOf(this.#files.get(name) ?? { name }));
  }

  /**
   * Fetches what is missing.
   * @throws TypeError | Error where a file does not come, or is of another version
   */
  fill(): Promise<void> {
    this.#filling ??= this.#fill().finally(() => (this.#filling = undefined));
    return this.#filling;
  }

  /** Removes what older versions left. */
  async prune(): Promise<void> {
    const cache = await this.#open();
    const wanted = new Set([...this.#files.values()].map((file) => this.#keyOf(file)));
    for (const { url } of await cache.keys()) if (!wanted.has(url)) await cache.delete(url);
  }

  async #fill(): Promise<void> {
    const cache = await this.#open();
    const kept = new Set((await cache.keys()).map(({ url }) => url));
    // The page itself comes last: once it is there, all is.
    const missing = [...this.#files.values()]
      .filter((file) => !kept.has(this.#keyOf(file)))
      .toSorted((a, b) => Number(a.name === PAGE) - Number(b.name === PAGE));
    const page = missing.at(-1)?.name === PAGE ? missing.pop() : undefined;
    const next = missing.values();
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        for (const file of next) await this.#keep(cache, file);
      }),
    );
    if (page) await this.#keep(cache, page);
  }

  async #keep(cache: Cache, file: PageFile): Promise<void> {
    // Hosts send index.html by its folder's address, and some only by that.
    const address = this.#scope + (file.name === PAGE ? '' : file.name);
    const { integrity } = file;
    const response = await this.#fetch(address, integrity ? { cache: 'no-cache', integrity } : {});
    if (!response.ok) throw new Error(`${address}: the host answered ${response.status}, expected the file`);
    await cache.put(this.#keyOf(file), response);
  }

  #keyOf({ name, integrity }: PageFile): string {
    return this.#scope + name + (integrity ? `?${encodeURIComponent(integrity)}` : '');
  }

  #open(): Promise<Cache> {
    return this.#caches.open(`nerveflow-lab ${this.#scope}`);
  }
}
