import { AxeBuilder } from '@axe-core/playwright';
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';

export interface AxeOptions {
  /** Selectors of the parts to look at; the whole page takes seconds. */
  readonly parts?: readonly string[];
  /** Look at contrasts alone: a second theme has other colours, and nothing else. */
  readonly isSecondTheme?: boolean;
}

/** @param when for the message: 'in the help' */
export async function expectNoViolations(
  page: Page,
  when: string,
  { parts = [], isSecondTheme = false }: AxeOptions = {},
): Promise<void> {
  // The page has no frames, which legacy mode would leave out; otherwise the findings are put together in a page of their own,
  // and what is in order is listed too: five times as long.
  const builder = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
  for (const part of parts) builder.include(part);
  if (isSecondTheme) builder.withRules(['color-contrast']);
  const { violations } = await builder.analyze();
  const found = violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id} (${help}): ${html}\n${failureSummary}`),
  );
  expect(found, when).toEqual([]);
}

/** Runs in both themes, on the page as it is now. */
export async function expectNoViolationsInBothThemes(
  page: Page,
  when: string,
  options: Omit<AxeOptions, 'isSecondTheme'> = {},
): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme);
    await expectNoViolations(page, `${when}, ${colorScheme}`, { ...options, isSecondTheme: colorScheme === 'dark' });
  }
}
