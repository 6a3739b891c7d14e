import type { Browser, Page } from 'playwright-core';
import { findChromium, SOFTWARE_GPU_ARGS } from '../commands/chromium.mjs';
import type { EngineRequest } from '../engine/engineInfo.ts';
import type { RunDescription } from '../model/description.ts';
import type { FromWorker } from '../simulation/protocol.ts';
import { serveRun } from './browserServer.ts';
import { BrowserSession, take } from './browserSession.ts';
import { Mailbox } from './mailbox.ts';
import type { OpenRun } from './openRun.ts';
import { tensorVersions } from './versions.ts';

/** Nothing but the run: no updates, no sync, no network. */
const QUIET_ARGS = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-quic',
];

/**
 * Lets headless Chromium use a graphics card; on Linux it needs more than permission.
 * Source: developer.chrome.com/blog/supercharge-web-ai-testing
 */
const HARDWARE_GPU_ARGS = [
  '--enable-unsafe-webgpu',
  ...(process.platform === 'linux'
    ? ['--use-angle=vulkan', '--enable-features=Vulkan', '--disable-vulkan-surface']
    : []),
];

/**
 * Begin a run in headless Chromium: on the graphics card, or where the browser offers none, on its software stand-in.
 *
 * @throws Error with a sentence for the user when there is no browser, or the run cannot begin in it.
 */
export async function openInBrowser(run: RunDescription, engine: EngineRequest): Promise<OpenRun> {
  const executablePath = await findChromium();
  if (executablePath === undefined) {
    throw new Error(
      'no Chromium was found: install Chromium or Chrome, or name one in the environment variable CHROMIUM_PATH',
    );
  }
  let host = await openHost(executablePath, HARDWARE_GPU_ARGS, run, engine);
  try {
    const { engines } = await take(host.mailbox, 'engines');
    if (engines.some(({ kind, available }) => kind === engine.choice && !available)) {
      await host.close();
      host = await openHost(executablePath, SOFTWARE_GPU_ARGS, run, engine);
      await take(host.mailbox, 'engines');
    }
    const session = await BrowserSession.open(host.mailbox, run);
    const versions = { ...tensorVersions(session.engine.kind), chromium: host.browserVersion };
    return { session, versions, close: host.close };
  } catch (error) {
    await host.close();
    throw error;
  }
}

interface Host {
  readonly mailbox: Mailbox<FromWorker>;
  readonly browserVersion: string;
  close(): Promise<void>;
}

/** A browser with the page of `browserHost.ts` open in it. */
async function openHost(
  executablePath: string,
  gpuArgs: readonly string[],
  run: RunDescription,
  engine: EngineRequest,
): Promise<Host> {
  const mailbox = new Mailbox<FromWorker>();
  const browser = await launch(executablePath, gpuArgs);
  const server = await serveRun({ type: 'start', runId: 1, run, engine }, mailbox);
  const page = await browser.newPage();
  reportTo(mailbox, browser, page);
  await page.goto(server.page);
  const close = async (): Promise<void> => {
    await browser.close();
    await server.close();
  };
  return { mailbox, browserVersion: browser.version(), close };
}

async function launch(executablePath: string, args: readonly string[]): Promise<Browser> {
  const { chromium } = await import('playwright-core');
  try {
    return await chromium.launch({
      executablePath,
      args: [...QUIET_ARGS, ...args],
      // The command line ends the browser itself, once its files are in order.
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
    });
  } catch (error) {
    const [firstLine] = (error as Error).message.split('\n');
    throw new Error(`${executablePath} does not start (${firstLine})`, { cause: error });
  }
}

/** A page that fails says so nowhere else. */
function reportTo(mailbox: Mailbox<FromWorker>, browser: Browser, page: Page): void {
  page.on('pageerror', (error) => mailbox.fail(new Error(`the page in Chromium failed: ${error.message}`)));
  page.on('crash', () => mailbox.fail(new Error('the page in Chromium crashed: it may have run out of memory')));
  browser.on('disconnected', () => mailbox.fail(new Error('Chromium ended before the run was over')));
}
