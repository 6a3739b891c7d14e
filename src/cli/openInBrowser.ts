import type { Browser, Page } from 'playwright-core';
import { findChromium, SOFTWARE_GPU_ARGS } from '../commands/chromium.mjs';
import type { EngineRequest } from '../engine/engineInfo.ts';
import type { RunDescription } from '../model/description.ts';
import type { RunFolder } from '../simulation/longRun/runFolder.ts';
import type { FromWorker } from '../simulation/protocol.ts';
import { serveRun, type BrowserServer, type ToFolder } from './browserServer.ts';
import { BrowserSession, RecordedBrowserSession, take } from './browserSession.ts';
import { FolderHost } from './folderHost.ts';
import { Mailbox } from './mailbox.ts';
import type { LongRunStart, OpenRun, RunningLongRun, RunningSession } from './openRun.ts';
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
export function openInBrowser(run: RunDescription, engine: EngineRequest): Promise<OpenRun> {
  return openWith({ run, engine }, ({ mailbox }) => BrowserSession.open(mailbox, run));
}

/** The same of a run that goes to disk: it goes on where the folder has got to, which this process writes for it. */
export async function openLongRunInBrowser(
  folder: RunFolder,
  { longRun, ...what }: LongRunStart,
): Promise<OpenRun<RunningLongRun>> {
  const host = new FolderHost(folder);
  try {
    const opened = await openWith(
      what,
      ({ mailbox }) => RecordedBrowserSession.open(mailbox, what.run, () => host.written),
      { longRun, host },
    );
    return {
      ...opened,
      close: async () => {
        await opened.close();
        await host.close();
      },
    };
  } catch (error) {
    await host.close();
    throw error;
  }
}

interface Simulated {
  readonly run: RunDescription;
  readonly engine: EngineRequest;
}

async function openWith<Running extends RunningSession>(
  what: Simulated,
  openSession: (host: Host) => Promise<Running>,
  toFolder?: ToFolder,
): Promise<OpenRun<Running>> {
  const executablePath = await findChromium();
  if (executablePath === undefined) {
    throw new Error(
      'no Chromium was found: install Chromium or Chrome, or name one in the environment variable CHROMIUM_PATH',
    );
  }
  let host = await openHost(executablePath, HARDWARE_GPU_ARGS, what, toFolder);
  try {
    const { engines } = await take(host.mailbox, 'engines');
    if (engines.some(({ kind, available }) => kind === what.engine.choice && !available)) {
      await host.close();
      host = await openHost(executablePath, SOFTWARE_GPU_ARGS, what, toFolder);
      await take(host.mailbox, 'engines');
    }
    const session = await openSession(host);
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
  what: Simulated,
  toFolder: ToFolder | undefined,
): Promise<Host> {
  const mailbox = new Mailbox<FromWorker>();
  const browser = await launch(executablePath, gpuArgs);
  let server: BrowserServer | undefined;
  const close = async (): Promise<void> => {
    await browser.close();
    await server?.close();
    server = undefined;
  };
  try {
    server = await serveRun(what, mailbox, toFolder);
    const page = await browser.newPage();
    reportTo(mailbox, browser, page);
    await page.goto(server.page);
    return { mailbox, browserVersion: browser.version(), close };
  } catch (error) {
    await close();
    throw error;
  }
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
