import { devices } from '@playwright/test';

/** `test.use(PHONE)`: 390 pixels wide, touch, the pixel ratio of a phone. Tests run at 1280 × 800 otherwise. */
export const PHONE = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: devices['iPhone 14'].deviceScaleFactor,
  hasTouch: true,
  isMobile: true,
} as const;
