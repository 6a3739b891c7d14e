import { expectNoViolations } from './axe.ts';
import type { Locator, Page } from '@playwright/test';
import { ENDLESS, expect, N, test } from './lab.ts';
import { PHONE } from './viewports.ts';

/** ms: a case runs untimed for half a second, then for one and a half. */
const CASE_TIMEOUT = 30_000;
const CPU = 'CPU float32, 1 thread';
const REFERENCE = 'Reference float64';

class Benchmark {
  readonly dialog: Locator;
  readonly status: Locator;
  readonly table: Locator;

  constructor(page: Page) {
    this.dialog = page.getByRole('dialog', { name: 'Benchmark' });
    this.status = page.getByTestId('benchmark-status');
    this.table = this.dialog.getByRole('table');
  }

  /** Leaves those of a group checked that have these names. */
  async pick(group: string, names: readonly string[]): Promise<void> {
    const boxes = this.dialog.getByRole('group', { name: group, exact: true });
    await expect(boxes.getByRole('checkbox', { name: names[0]!, exact: true })).toBeVisible();
    for (const box of await boxes.getByRole('checkbox').all()) {
      const name = await box.evaluate((element) => element.closest('label')!.textContent);
      await box.setChecked(names.includes(name));
    }
  }

  async start(engines: readonly string[]): Promise<void> {
    await this.pick('Neurons', [String(N)]);
    await this.pick('Engines', engines);
    await this.dialog.getByRole('button', { name: 'Start' }).click();
  }

  async finished(): Promise<void> {
    await expect(this.status).toContainText('Finished', { timeout: 2 * CASE_TIMEOUT });
  }

  cell(n: number, column: string): Promise<string> {
    return this.table.evaluate(
      (table, [row, name]) => {
        const texts = (cells: Iterable<Element>): string[] => [...cells].map(({ textContent }) => textContent);
        const [head, ...body] = [...(table as HTMLTableElement).rows].map(({ cells }) => texts(cells));
        return body.find(([first]) => first === row)![head!.indexOf(name)]!;
      },
      [String(n), column] as const,
    );
  }
}

test('a link opens the benchmark; it measures what was chosen, beside NerveFlow, and leaves the rest blank', async ({
  context,
  page,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const benchmark = new Benchmark(page);
  await page.goto('./#benchmark');
  await benchmark.start([CPU, REFERENCE]);
  await expect(benchmark.dialog.getByRole('progressbar')).toBeVisible();
  await benchmark.finished();

  for (const column of [CPU, REFERENCE]) {
    expect(await benchmark.cell(N, column), column).toMatch(/^[\d.]+ s[\d.]+ ×, spread \d+ %[\d.]+ % of peak$/);
    expect(await benchmark.cell(120, column), column).toBe('');
  }
  expect(await benchmark.cell(N, 'NerveFlow from its slides')).toContain('359 s');
  expect(await benchmark.cell(384, 'NerveFlow from its slides')).toBe('out of memory');
  await expect(benchmark.dialog.getByRole('img')).toHaveAccessibleName(
    /NerveFlow \(its slides\): 359 s at 12, .*CPU float32, 1 thread: [\d.]+ s at 12\. Reference float64: [\d.]+ s at 12/,
  );

  await benchmark.dialog.getByRole('button', { name: 'Copy JSON' }).click();
  await expect(benchmark.dialog).toContainText('JSON copied');
  const { rows } = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()));
  expect(rows.map(({ n, result }: { n: number; result: { info: unknown } }) => [n, result.info])).toEqual([
    [N, expect.objectContaining({ kind: 'cpu', precision: 'float32' })],
    [N, expect.objectContaining({ kind: 'reference', precision: 'float64' })],
  ]);

  await page.keyboard.press('Escape');
  await expect(benchmark.dialog).toHaveCount(0);
  expect(new URL(page.url()).hash).toBe('');
});

test('a benchmark pauses the run; stopped in its middle it keeps nothing running, and the lab goes on', async ({
  lab,
  page,
}) => {
  const benchmark = new Benchmark(page);
  await lab.open('reference');
  await lab.prepareOdour({ n: N, duration: ENDLESS });
  await lab.runUntilUnderWay();
  await page.getByRole('button', { name: 'Benchmark' }).click();
  await benchmark.start([REFERENCE, CPU]);
  await expect(benchmark.status).toContainText(`1 of 2: ${N} neurons, ${CPU}`);
  await expect(lab.status).toContainText('Paused at');
  const workers = page.workers().length;
  await benchmark.dialog.getByRole('button', { name: 'Stop' }).click();
  await expect(benchmark.status).toHaveText('Stopped after 0 of 2.');
  await expect.poll(() => page.workers().length).toBe(workers - 1);

  await benchmark.dialog.getByRole('button', { name: 'Start' }).click();
  await expect(benchmark.status).toContainText('1 of 2');
  await page.keyboard.press('Escape');
  await expect(benchmark.dialog).toHaveCount(0);
  await expect.poll(() => page.workers().length).toBe(workers - 1);
  const before = await lab.simulatedTime();
  await lab.runButton.click();
  await expect.poll(() => lab.simulatedTime()).toBeGreaterThan(before);
});

test.describe('390 pixels, dark', () => {
  test.use({ ...PHONE, colorScheme: 'dark' });

  test('the benchmark fits the screen, its controls in reach, and axe finds nothing to object to in its figures', async ({
    lab,
    page,
  }) => {
    const benchmark = new Benchmark(page);
    await lab.open('reference');
    await page.getByRole('button', { name: 'Benchmark' }).tap();
    await benchmark.start([CPU]);
    await expect(benchmark.dialog.getByRole('button', { name: 'Stop' })).toBeInViewport({ ratio: 1 });
    await benchmark.finished();
    expect(await lab.overflow()).toBeLessThanOrEqual(0);
    for (const name of ['Start', 'Copy CSV', 'Copy JSON', 'Close']) {
      await expect(benchmark.dialog.getByRole('button', { name })).toBeInViewport({ ratio: 1 });
    }
    await expectNoViolations(page, 'in the figures of the benchmark');
  });
});
