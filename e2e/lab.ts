import { fileURLToPath } from 'node:url';
import { expect, test as base } from '@playwright/test';
import type { JSHandle, Locator, Page } from '@playwright/test';

export { expect };

/** What the page calls its engines, and their precision. */
export const ENGINES = {
  webgpu: { name: 'WebGPU', precision: 'float32' },
  webgl: { name: 'WebGL', precision: 'float32' },
  cpu: { name: 'CPU', precision: 'float64' },
  reference: { name: 'Reference', precision: 'float64' },
} as const;
export type EngineName = keyof typeof ENGINES;

/** The network of the tests: small, because SwiftShader takes about a millisecond for a step. */
export const N = 12;
/** ms: how long the currents of fixtures/current.npy are; they make PNs spike within 5 ms. */
export const DURATION = 10;
/** ms: no engine comes to the end of it within a test. */
export const ENDLESS = 100_000;

/** ms: SwiftShader compiles and runs on processors that other programs use too. */
const RUN_TIMEOUT = 60_000;

type TrackName = 'stimulus' | 'traces' | 'variables' | 'raster' | 'rates' | 'mean' | 'spectrogram' | 'heatMap';

/** A file that NumPy wrote: fixtures/make.py. */
export function fixture(name: string): string {
  return fileURLToPath(new URL(`fixtures/${name}.npy`, import.meta.url));
}

/** The page as its users know it: by what stands on it. */
export class LabPage {
  readonly page: Page;
  readonly runButton: Locator;
  readonly reset: Locator;
  readonly status: Locator;
  readonly time: Locator;
  readonly progress: Locator;
  readonly engineBadge: Locator;
  readonly stimulusFile: Locator;
  readonly uploadProblem: Locator;

  constructor(page: Page) {
    this.page = page;
    this.runButton = page.getByTestId('run-button');
    this.reset = page.getByRole('button', { name: 'Reset' });
    this.status = page.getByTestId('status');
    this.time = page.getByTestId('simulated-time');
    this.progress = page.getByRole('progressbar', { name: 'Progress of the run' });
    this.engineBadge = page.getByTestId('engine-badge');
    this.stimulusFile = page.getByTestId('stimulus-file');
    // that of a sheet comes after the one that it lies over
    this.uploadProblem = page.getByTestId('upload-problem').last();
  }

  /** Opens the page and waits until it knows this machine's engines. */
  async open(engine?: EngineName): Promise<void> {
    await this.page.goto(engine ? `./?engine=${engine}` : '.');
    await expect(this.engineBadge).toContainText(/float(32|64)|chosen at the start/);
  }

  /** Where there is no room for panels beside the charts, opens the one with the network's fields. */
  async openNetworkSheet(): Promise<void> {
    const button = this.page.getByRole('button', { name: 'Network', exact: true });
    if (await button.isVisible()) await button.click();
    await expect(this.field('Neurons')).toBeVisible();
  }

  /** Opens an editor: below the charts, or as a sheet where there is no room. */
  async openEditor(name: string): Promise<void> {
    const button = this.page
      .getByRole('navigation', { name: 'Panels' })
      .getByRole('button', { name: new RegExp(`^${name}( editor)?$`) });
    if (await button.isVisible()) await button.click();
    else await this.page.getByRole('region', { name: 'Editor' }).getByRole('tab', { name, exact: true }).click();
    await expect(this.page.getByText('Loading …')).toBeHidden();
  }

  async closeSheet(): Promise<void> {
    const close = this.page.getByRole('dialog').getByRole('button', { name: 'Close' });
    if (await close.isVisible()) await close.click();
    await expect(this.page.getByRole('dialog')).toBeHidden();
  }

  /** An entry of the engine menu: the badge opens it. */
  engine(name: string): Locator {
    return this.page.getByRole('radio', { name: new RegExp(`^${name}`) });
  }

  field(label: string): Locator {
    return this.page.getByRole('textbox', { name: label, exact: true });
  }

  async set(label: string, value: number): Promise<void> {
    await this.field(label).fill(String(value));
    await this.field(label).press('Enter');
    await expect(this.field(label)).toHaveValue(String(value));
  }

  /** A network that spikes from the start on, by the built-in odour. */
  async prepareOdour({ n, duration }: { n: number; duration: number }): Promise<void> {
    await this.set('Neurons', n);
    await this.set('Duration', duration);
    await this.set('Onset', 0);
    await this.set('Amplitude', 60);
  }

  /** The small network of the tests, with the currents of a fixture for its stimulus. */
  async prepare({ n = N, duration = DURATION, file = 'current' } = {}): Promise<void> {
    await this.set('Neurons', n);
    await this.set('Duration', duration);
    await this.upload(fixture(file));
    await expect(this.stimulusFile).toContainText(`${file}.npy`);
  }

  /** By the button, as a user does. */
  async upload(file: string | { name: string; mimeType: string; buffer: Buffer }): Promise<void> {
    const choosing = this.page.waitForEvent('filechooser');
    await this.page.getByRole('button', { name: 'Upload current.npy' }).click();
    await (await choosing).setFiles(file);
  }

  /** Carries a file over the page; `drop` lets go of it. */
  async drag(name: string, content: Buffer): Promise<{ drop(): Promise<void> }> {
    const carried = await this.page.evaluateHandle(
      ([fileName, base64]) => {
        const transfer = new DataTransfer();
        const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
        transfer.items.add(new File([bytes], fileName));
        return transfer;
      },
      [name, content.toString('base64')] as const,
    );
    const send = (type: string): Promise<void> =>
      this.page.locator('body').dispatchEvent(type, { dataTransfer: carried });
    await send('dragenter');
    await send('dragover');
    return { drop: () => send('drop') };
  }

  async run(): Promise<void> {
    await expect(this.runButton).toHaveText('Run');
    await this.runButton.click();
  }

  async expectFinished(duration = DURATION): Promise<void> {
    await expect(this.status).toContainText(`Finished ${duration} ms`, { timeout: RUN_TIMEOUT });
    await expect.poll(() => this.simulatedTime()).toBe(duration);
    await expect(this.progress).toHaveAttribute('aria-valuenow', '100');
  }

  /** @param spikes How many of each neuron the raster has to say. */
  async expectSpikes(spikes: readonly number[]): Promise<void> {
    const pns = Math.floor(0.75 * spikes.length);
    const bands = [`of ${pns} PNs`, `of ${spikes.length - pns} LNs`];
    const counts = [spikes.slice(0, pns), spikes.slice(pns)].map((band) => band.reduce((sum, count) => sum + count, 0));
    const [ofPns, ofLns] = counts.map((count) => `${count} ${count === 1 ? 'spike' : 'spikes'}`);
    const sentence = new RegExp(`: ${ofPns} ${bands[0]}, ${ofLns} and \\d+ LN events? ${bands[1]}`);
    await expect(this.track('raster')).toHaveAccessibleName(sentence);
  }

  /** Runs until samples have come. */
  async runUntilUnderWay(): Promise<void> {
    await this.run();
    // until then the time of the run before may stand there
    await expect(this.status).toContainText('Running on', { timeout: RUN_TIMEOUT });
    await this.frames(2);
    await expect.poll(() => this.simulatedTime(), { intervals: [50], timeout: RUN_TIMEOUT }).toBeGreaterThan(0);
  }

  /** ms. */
  async simulatedTime(): Promise<number> {
    return Number(await this.time.textContent());
  }

  /** Lets the page draw `count` frames. */
  async frames(count: number): Promise<void> {
    await this.page.evaluate(async (wanted) => {
      for (let frame = 0; frame < wanted; frame++) await new Promise(requestAnimationFrame);
    }, count);
  }

  track(name: TrackName): Locator {
    return this.page.getByTestId(`track-${name}`);
  }

  /** All charts from 0 to the end exactly: a view that followed the run may be a rounding error off, and lose a grid line. */
  async showWholeRun(): Promise<void> {
    await this.page.getByRole('group', { name: 'Charts over one time axis' }).press('0');
    await this.frames(2);
  }

  /** The pixels of a track as they are now. */
  picture(name: TrackName): Promise<JSHandle<ImageData>> {
    return this.track(name).evaluateHandle(readPixels);
  }

  /**
   * Where the picture differs from an earlier one of the same size: in how many pixels, and from which column on, as a share of the
   * width.
   *
   * @param after Looks only right of this column, a share of the width.
   */
  async changeOf(
    name: TrackName,
    before: JSHandle<ImageData>,
    after = 0,
  ): Promise<{ readonly pixels: number; readonly from: number }> {
    const now = await this.picture(name);
    return now.evaluate(
      ({ data, width, height }, [old, start]) => {
        if (width !== old.width || height !== old.height) throw new Error('the canvas has another size now');
        let [pixels, from] = [0, Infinity];
        for (let at = 0; at < data.length; at += 4) {
          const column = ((at / 4) % width) / width;
          const isSame = [0, 1, 2].every((channel) => data[at + channel] === old.data[at + channel]);
          if (isSame || column < start) continue;
          pixels++;
          from = Math.min(from, column);
        }
        return { pixels, from };
      },
      [before, after] as const,
    );
  }

  /** How far the page is wider than its window, px; a phone's `innerWidth` would grow with what overflows. */
  async overflow(): Promise<number> {
    const width = await this.page.evaluate(() => document.documentElement.scrollWidth);
    return width - this.page.viewportSize()!.width;
  }
}

function readPixels(canvas: HTMLElement | SVGElement): ImageData {
  if (!(canvas instanceof HTMLCanvasElement)) throw new Error('expected a canvas');
  // a copy: to read the canvas itself would take it off the GPU
  const copy = new OffscreenCanvas(canvas.width, canvas.height);
  const context = copy.getContext('2d')!;
  context.drawImage(canvas, 0, 0);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}

interface Fixtures {
  readonly lab: LabPage;
  /** What the browser complained about; a test fails that ends with an entry here. */
  readonly complaints: string[];
}

export const test = base.extend<Fixtures>({
  lab: async ({ page }, provide) => provide(new LabPage(page)),
  complaints: [
    async ({ page }, provide) => {
      const complaints: string[] = [];
      page.on('pageerror', ({ message }) => complaints.push(message));
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text());
      });
      page.on('requestfailed', (request) => {
        const reason = request.failure()?.errorText;
        // a page that is left, reloaded or has crashed gives up what it was fetching
        if (reason !== 'net::ERR_ABORTED') complaints.push(`${request.url()}: ${reason}`);
      });
      await provide(complaints);
      expect(complaints, 'errors in the console, and requests that failed').toEqual([]);
    },
    { auto: true },
  ],
});
