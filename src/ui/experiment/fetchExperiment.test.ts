import { expect, test, vi } from 'vitest';
import { fetchExperiment } from './fetchExperiment.ts';

const PAGE = 'https://lab.example/nerveflow/?engine=cpu#src=x';

/** A server that answers like this; what it was asked for. */
function server(answer: () => Response | Promise<Response>) {
  return vi.fn<typeof fetch>(async () => answer());
}

test('an address of the page’s own site is fetched, relative to the page or whole, without anybody’s credentials', async () => {
  const get = server(() => new Response('{}'));
  const file = await fetchExperiment('files/my%20lobe.json', PAGE, get);
  expect([file.name, await file.text()]).toEqual(['my lobe.json', '{}']);
  await fetchExperiment('https://lab.example/other/a.zip', PAGE, get);
  expect(get.mock.calls.map(([url]) => String(url))).toEqual([
    'https://lab.example/nerveflow/files/my%20lobe.json',
    'https://lab.example/other/a.zip',
  ]);
  expect(get.mock.calls[0]![1]).toMatchObject({ credentials: 'omit', mode: 'same-origin' });
});

test('a name that only looks percent-encoded stays as it is', async () => {
  expect(
    (
      await fetchExperiment(
        '50%of.json',
        PAGE,
        server(() => new Response('{}')),
      )
    ).name,
  ).toBe('50%of.json');
});

test.each([
  [
    'https://evil.example/a.zip',
    'The experiment at evil.example was not fetched: this page talks to no site but its own, lab.example. Download it',
  ],
  ['//evil.example/a.zip', 'The experiment at evil.example was not fetched'],
  ['http://lab.example/a.zip', 'The experiment at lab.example was not fetched'],
  ['https://lab.example@evil.example/a.zip', 'The experiment at evil.example was not fetched'],
  ['javascript:alert(1)', 'The experiment at javascript:… was not fetched'],
  ['data:application/json,{}', 'The experiment at data:… was not fetched'],
  ['https://', '“https://” is no address of an experiment'],
])('%s is not even asked for', async (address, sentence) => {
  const get = server(() => new Response(''));
  await expect(fetchExperiment(address, PAGE, get)).rejects.toThrow(sentence);
  expect(get).not.toHaveBeenCalled();
});

test('a server that has no such file, or cannot be reached, is answered with a sentence', async () => {
  const missing = fetchExperiment(
    'a.zip',
    PAGE,
    server(() => new Response('', { status: 404 })),
  );
  await expect(missing).rejects.toThrow(
    'The experiment at https://lab.example/nerveflow/a.zip is not there: the server answered 404.',
  );
  const gone = fetchExperiment(
    'a.zip',
    PAGE,
    server(() => Promise.reject(new TypeError('Failed to fetch'))),
  );
  await expect(gone).rejects.toThrow('could not be fetched. Is there a connection?');
});

test('what is too large is left off, whether the server says so or not', async () => {
  const honest = server(() => new Response('x', { headers: { 'content-length': String(2 ** 40) } }));
  await expect(fetchExperiment('a.zip', PAGE, honest)).rejects.toThrow('is larger than 67.1 MB');
  let sent = 0;
  const endless = new ReadableStream({
    pull: (controller) => {
      sent += 2 ** 22;
      controller.enqueue(new Uint8Array(2 ** 22));
    },
  });
  await expect(
    fetchExperiment(
      'a.zip',
      PAGE,
      server(() => new Response(endless)),
    ),
  ).rejects.toThrow('is larger than');
  expect(sent).toBeLessThan(80 * 2 ** 20);
});
