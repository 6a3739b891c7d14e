import './nodeVersion.mjs';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { findChromium } from './chromium.mjs';
import { ROOT, runCommand } from './run.mjs';

const FOLDER = path.join(ROOT, 'public/icons');
const SIZES = [192, 512];
/** Systems cut a maskable icon to a shape of their own, which leaves at least the inner 80 % of its width. */
const SAFE = 0.8;

// Draws the icons of the installed lab, public/icons/, from public/favicon.svg.
await runCommand(async () => {
  const svg = readFileSync(path.join(ROOT, 'public/favicon.svg'), 'utf8');
  mkdirSync(FOLDER, { recursive: true });
  const browser = await chromium.launch({ executablePath: await findChromium(), args: ['--no-sandbox'] });
  try {
    const page = await browser.newPage();
    for (const size of SIZES) {
      await page.setViewportSize({ width: size, height: size });
      for (const [name, picture] of Object.entries({ icon: svg, maskable: maskable(svg) })) {
        await page.setContent(`<style>body { margin: 0 } svg { display: block; width: 100vw }</style>${picture}`);
        const png = await page.screenshot({ omitBackground: true });
        writeFileSync(path.join(FOLDER, `${name}-${size}.png`), png);
      }
    }
  } finally {
    await browser.close();
  }
  return 0;
});

/**
 * The same with its ground to the edges, and what is drawn on it within the safe part.
 *
 * @param {string} svg
 */
function maskable(svg) {
  const shift = (32 * (1 - SAFE)) / 2;
  return svg
    .replace(/ rx="\d+"/, '')
    .replace('<path', `<g transform="translate(${shift} ${shift}) scale(${SAFE})"><path`)
    .replace('</svg>', '</g></svg>');
}
