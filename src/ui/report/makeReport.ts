import type { PlotlyStatic } from 'plotly.js-basic-dist-min';
import { THEMES } from '../../charts/chartTheme.ts';
import type { Lab } from '../../store/lab.ts';
import { FIGURE_SIZE, pxOfMm, pxOfPt } from '../figure/figureSize.ts';
import { fileStem } from '../figure/fileStem.ts';
import { makeFigure } from '../figure/makeFigure.ts';
import { describePanel } from '../figure/captionOf.ts';
import { figureSvg } from '../figure/saveFigure.ts';
import { clockText } from './clockText.ts';
import { readReport } from './readReport.ts';
import { writeReport } from './writeReport.ts';

/**
 * The report of the run on screen as a file.
 * @throws Error with a sentence where there is nothing to report, or a figure cannot be made.
 */
export async function makeReport(
  lab: Lab,
  plotly: PlotlyStatic,
  address: string,
  now: Date,
): Promise<{ readonly content: Blob; readonly name: string }> {
  const report = readReport(lab);
  if (!report) throw new Error('nothing has been recorded yet: run the network first');
  const { widthMm, fontPt } = FIGURE_SIZE.double;
  const look = { theme: THEMES.light, width: pxOfMm(widthMm), fontSize: pxOfPt(fontPt) };
  const svgs: string[] = [];
  for (const { title, content } of report.figures) {
    const caption = content.panels.map((name) => describePanel(name, content)).join(' ');
    svgs.push(await figureSvg(plotly, makeFigure(content, look), { widthMm, title, caption }));
  }
  const page = writeReport(report, { svgs, made: clockText(now), address });
  const name = `${fileStem(report.facts, { from: 0, to: report.time })}-report.html`;
  return { content: new Blob([page], { type: 'text/html' }), name };
}
