import type { Page, Worker } from '@playwright/test';
import { serve } from '../src/commands/serve.mjs';
import { expect, LabPage, N, test } from './lab.ts';
import { DIST } from './plainServer.ts';

const TABS = ['Long run', 'Connections', 'Stimulus', 'Measures', 'Sweep', 'Compare', 'Parameters'];
const DIALOGS = ['Figure', 'Benchmark', 'Help', 'History of edits', 'Theme'];
const ENGINES = ['Reference', 'WebGL', 'WebGPU'] as const;

test.use({ serviceWorkers: 'allow' });

test('a whole tour breaks no rule of the policy, and fetches files of the lab: nothing else is asked for, nothing is sent', async ({
  page,
  context,
}) => {
  const server = await serveAndListen();
  const requests: string[] = [];
  const others: string[] = [];
  // of the page, its workers and its service worker
  context.on('request', (request) => {
    requests.push(request.url());
    if (request.method() !== 'GET' || request.postData() !== null) others.push(`${request.method()} ${request.url()}`);
  });
  page.on('websocket', (socket) => others.push(socket.url()));
  const violations = await watchPolicy(page);
  try {
    await tour(new LabPage(page), server.url);
    await expect
      .poll(() => page.evaluate(async () => (await navigator.serviceWorker.ready).active?.state))
      .toBe('activated');

    expect(violations).toEqual([]);
    expect(others).toEqual([]);
    const elsewhere = requests.filter((url) => !/^(blob|data):/.test(url) && !url.startsWith(server.url));
    expect(elsewhere).toEqual([]);
    expect(server.heard.length).toBeGreaterThan(100);
    expect(server.heard.filter((request) => !/^GET \/[\w./-]*(\?engine=\w+&threads=2)?$/.test(request))).toEqual([]);
  } finally {
    await server.close();
  }
});

test('a rule that is broken is seen: in the page, in a worker, whichever of meta and header says it', async ({
  lab,
  page,
  complaints,
}) => {
  const violations = await watchPolicy(page);
  await lab.open('cpu');
  const policies = await page.evaluate(async () => ({
    meta: document.querySelector<HTMLMetaElement>('meta[http-equiv]')!.content,
    header: (await fetch(location.href)).headers.get('content-security-policy'),
  }));
  expect(policies.header).toBe(`${policies.meta}; frame-ancestors 'self'`);
  expect(policies.meta).not.toMatch(/'unsafe-|\*|https?:|nonce|sha\d/);

  await page.evaluate(async () => {
    const add = (tag: string, properties: object): void => {
      document.head.append(Object.assign(document.createElement(tag), properties));
    };
    add('style', { textContent: 'p { color: red }' });
    add('script', { textContent: 'document.title = "run"' });
    add('img', { src: 'https://example.org/pixel.png' });
    document.body.setAttribute('style', 'color: red');
    await fetch('https://example.org/', { method: 'POST', body: 'V' }).catch(() => undefined);
    navigator.sendBeacon('https://example.org/', 'V');
  });
  const seen = () => new Set(violations.map((one) => one.split(' ')[0]));
  const expected = ['style-src-elem', 'script-src-elem', 'img-src', 'style-src-attr', 'connect-src'];
  await expect.poll(seen).toEqual(new Set(expected));
  await expect(page).toHaveTitle('NerveFlow Lab');

  violations.length = 0;
  const [worker] = page.workers();
  await worker!.evaluate(() => fetch('https://example.org/').catch(() => undefined));
  await expect.poll(seen).toEqual(new Set(['connect-src']));
  complaints.length = 0;
});

/** Opens everything once, and one demo: all of them have tests of their own, which fail at a violation too, because the console says it. */
async function tour(lab: LabPage, address: string): Promise<void> {
  const { page } = lab;
  await page.goto(`${address}?engine=cpu&threads=2`);
  await page.getByRole('button', { name: 'Demos' }).click();
  await page.getByRole('dialog', { name: 'Demos' }).getByRole('link', { name: 'A PN and an LN' }).click();
  await page.getByRole('button', { name: 'Show the answer' }).click();
  await expect(lab.status).toContainText(/Running|Finished/);
  await page.getByRole('button', { name: /^Undo/ }).click();
  await expect(page.getByRole('complementary', { name: 'Guide' })).toBeHidden();
  await lab.prepareOdour({ n: N, duration: 250 });
  await lab.run();
  await lab.expectFinished(250);
  for (const tab of TABS) await lab.openEditor(tab);
  for (const name of DIALOGS) {
    await page.getByRole('button', { name, exact: true }).first().click();
    await expect(page.getByText('Loading …')).toBeHidden();
    if (name === 'Figure') {
      const file = page.waitForEvent('download');
      await page.getByRole('button', { name: 'Download PNG' }).click();
      await file;
    }
    await page.keyboard.press('Escape');
  }
  // its formats are written by a worker, HDF5 by WebAssembly that comes in text
  await page.goto(`${page.url().split('#')[0]}#export`);
  const exported = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download NWB 2' }).click();
  await exported;
  await page.keyboard.press('Escape');
  const report = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Report', exact: true }).click();
  await report;
  await lab.set('Duration', 1);
  for (const engine of ENGINES) {
    await lab.engineBadge.click();
    await lab.engine(engine).click();
    await page.keyboard.press('Escape');
    await lab.run();
    await expect(lab.status).toContainText(`Finished 1 ms on ${engine}`, { timeout: 60_000 });
  }
}

/** The lab by its own server, and what that is asked for: 'GET /assets/index.js'. */
async function serveAndListen() {
  const heard: string[] = [];
  const server = await serve({
    root: DIST,
    handler: ({ method, url }) => {
      heard.push(`${method} ${url}`);
      return false;
    },
  });
  return { ...server, heard };
}

/** Each violation of the policy, from the next load on: the rule and what broke it. Workers are listened to as soon as they run. */
async function watchPolicy(page: Page): Promise<string[]> {
  const violations: string[] = [];
  await page.exposeFunction('onViolation', (violation: string) => violations.push(violation));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sourceFile }) => {
      const { onViolation } = globalThis as unknown as { onViolation: (violation: string) => void };
      onViolation(`${effectiveDirective} ${blockedURI} ${sourceFile}`);
    });
  });
  page.on('worker', (worker) => {
    // one that is gone before it was listened to has nothing to say
    void listen(worker).catch(() => undefined);
  });
  const listen = async (worker: Worker): Promise<void> => {
    for (;;) {
      const directive = await worker.evaluate(
        () =>
          new Promise<string>((resolve) => {
            addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective), { once: true });
          }),
      );
      violations.push(`${directive} in ${worker.url()}`);
    }
  };
  return violations;
}
