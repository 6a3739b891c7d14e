import { expect, test } from '@playwright/test';
import { PHONE } from './viewports.ts';

for (const [name, options] of Object.entries({ desktop: {}, phone: PHONE })) {
  test.describe(name, () => {
    test.use(options);

    test('the lab loads without an error and fits the width of the screen', async ({ page }) => {
      const errors: string[] = [];
      page.on('pageerror', ({ message }) => errors.push(message));
      page.on('console', (message) => {
        if (message.type() === 'error') errors.push(message.text());
      });
      page.on('requestfailed', (request) => errors.push(`${request.url()}: ${request.failure()?.errorText}`));

      await page.goto('.');
      await expect(page.getByRole('button', { name: 'Run', exact: true })).toBeVisible();

      expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow).toBeLessThanOrEqual(0);
      expect(errors).toEqual([]);
    });
  });
}
