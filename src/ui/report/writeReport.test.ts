import { expect, test } from 'vitest';
import { openEngine } from '../../engine/openEngine.ts';
import { setParameter } from '../../store/edits/parameterEdits.ts';
import { withNetwork } from '../../store/labDocument.ts';
import type { LabDocument } from '../../store/labDocument.ts';
import { runningLab } from '../../store/testing/runningLab.ts';
import { readReport } from './readReport.ts';
import { writeReport } from './writeReport.ts';

/** The report's text of twelve neurons after 3 ms, with the SVGs '<svg id="0"/>' … */
async function reportOf(change: (document: LabDocument) => LabDocument = (document) => document) {
  const { lab, until } = runningLab(openEngine);
  lab.edit('prepared', (document) => change({ ...withNetwork(document, { n: 12 }), duration: 3 }));
  lab.document.setState({ engine: { choice: 'reference' } });
  lab.start({ until: 100 });
  await until('paused');
  setParameter(lab, 'g_Na', 'PN', 50);
  lab.resume();
  await until('finished');
  const content = readReport(lab)!;
  const svgs = content.figures.map((_, f) => `<svg id="${f}"/>`);
  const page = writeReport(content, { svgs, made: '21 November 2026, 19:30 UTC', address: 'https://lab.example/x/' });
  return { content, page, text: page.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ') };
}

test('a report tells the network, what differs from the model, the stimulus, the steps and every edit with its time', async () => {
  const { text, content } = await reportOf();
  expect(text).toContain('12: 9 PN, 3 LN; counted from 0, PN first');
  for (const { type, blocks } of content.matrices) {
    for (const { from, to, synapses } of blocks) {
      if (synapses > 0) expect(text).toContain(`${type} ${from} → ${to} ${synapses}`);
    }
  }
  expect(text).toContain('At the end of the run. g_Na of PN: 100 → 50 mS/cm²');
  expect(text).toContain('odour pulse of 10 µA/cm² into 33 % of the neurons');
  expect(text).toMatch(/Edited while it ran at [\d.]+ ms g_Na of PN: 100 → 50 mS\/cm²/);
  expect(text).toContain('RK4, dt = 0.01 ms');
  expect(text).toContain('Reference, float64');
  expect(text).toContain('A spectrum needs at least 200 ms');
});

test('its figures are those of the whole run, in order, each with a caption', async () => {
  const { page, content } = await reportOf();
  expect(content.figures.map(({ content: { span } }) => span)).toEqual(content.figures.map(() => ({ from: 0, to: 3 })));
  expect([...page.matchAll(/<svg id="(\d)"\/>\s*<figcaption>\s*<b>Figure (\d)\.<\/b>/g)].map((m) => m[1])).toEqual([
    '0',
    '1',
    '2',
  ]);
});

test('it is repeated by a link to the lab at its end; a line for an edited run there is none, and it says why', async () => {
  const { page, text } = await reportOf();
  expect(page).toMatch(/<a href="https:\/\/lab\.example\/x\/#lab=[\w-]+"/);
  expect(text).toContain('the lab as it was after the last edit');
  expect(text).toContain('this one was edited while it ran');
});

test('a title and a guide that somebody typed stand as text', async () => {
  const typed = '<img src=x onerror=alert(1)>';
  const guide = { watch: `${typed} watch`, predict: 'Is there a peak?', answer: 'At 20 <Hz>.', tryThis: '"try" & see' };
  const { page } = await reportOf((document) => ({ ...document, title: typed, guide }));
  expect(page).not.toContain('<img');
  expect(page).toContain('<h1>&lt;img src=x onerror=alert(1)&gt;</h1>');
  expect(page).toContain('&lt;img src=x onerror=alert(1)&gt; watch');
  expect(page).toContain('&quot;try&quot; &amp; see');
  expect(page).toMatch(/Predict<\/th>\s*<td>Is there a peak\?[^]*Answer<\/th>\s*<td>At 20 &lt;Hz&gt;\./);
  expect(page).toContain(
    `content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"`.replaceAll("'", '&#39;'),
  );
});
