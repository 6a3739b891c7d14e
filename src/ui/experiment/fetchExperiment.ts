import { formatBytes } from '../../wording/formatBytes.ts';
import { FileError } from '../../files/fileError.ts';

/** ms for all of it. */
const MOST_TIME = 30_000;
const MOST_BYTES = 64 * 2 ** 20;

/**
 * The file at an address of the page's own site. This page talks to no other one: its Content-Security-Policy does not let it, so that nothing can
 * be sent anywhere.
 * @param address as the fragment has it, relative to the page or whole
 * @param page the page's own address
 * @throws FileError with a sentence where it is elsewhere, not there, too large or too slow
 */
export async function fetchExperiment(
  address: string,
  page: string,
  get: typeof fetch = (...request) => fetch(...request),
): Promise<File> {
  const url = addressOf(address, page);
  const name = decoded(url.pathname.split('/').at(-1) ?? '').slice(0, 100) || 'experiment.zip';
  const where = `The experiment at ${url.href.slice(0, 200)}`;
  const signal = AbortSignal.timeout(MOST_TIME);
  try {
    const response = await get(url, { signal, credentials: 'omit', mode: 'same-origin' });
    if (!response.ok) throw new FileError(`${where} is not there: the server answered ${response.status}.`);
    return new File(await readBounded(response, where), name);
  } catch (error) {
    if (error instanceof FileError) throw error;
    if (signal.aborted) throw new FileError(`${where} did not come within ${MOST_TIME / 1000} s.`);
    throw new FileError(`${where} could not be fetched. Is there a connection?`);
  }
}

/** As people write it; a name that is no percent-encoding at all stays as it is. */
function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

function addressOf(address: string, page: string): URL {
  const base = new URL(page);
  let url: URL;
  try {
    url = new URL(address, base.origin + base.pathname);
  } catch {
    throw new FileError(`“${address.slice(0, 60)}” is no address of an experiment.`);
  }
  if (url.origin === base.origin) return url;
  const host = url.host === '' ? `${url.protocol}…` : url.host;
  throw new FileError(
    `The experiment at ${host} was not fetched: this page talks to no site but its own, ${base.host}. Download it, and drop the file on this page.`,
  );
}

/** The body, as far as it is no longer than it may be: what a server says of its length is not trusted. */
async function readBounded(response: Response, where: string): Promise<Uint8Array<ArrayBuffer>[]> {
  const tooLarge = (): FileError =>
    new FileError(`${where} is larger than ${formatBytes(MOST_BYTES)}: download it, and drop the file on this page.`);
  if (Number(response.headers.get('content-length') ?? 0) > MOST_BYTES) throw tooLarge();
  const reader = response.body?.getReader();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  for (;;) {
    const part = await reader?.read();
    if (part === undefined || part.done) return parts;
    bytes += part.value.length;
    if (bytes > MOST_BYTES) {
      await reader?.cancel();
      throw tooLarge();
    }
    parts.push(part.value);
  }
}
