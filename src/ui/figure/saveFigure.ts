import type { Figure, PlotlyStatic } from 'plotly.js-basic-dist-min';
import { withResolution } from '../../files/png.ts';
import { writeZip } from '../../files/zip.ts';
import type { DataFile } from './figureTables.ts';

/** What stands in an SVG besides the picture. */
interface SvgWords {
  readonly widthMm: number;
  readonly title: string;
  readonly caption: string;
}

/** The figure as an SVG file, of its width on paper, its text as text; caption and title are in it also where they are not printed. */
export async function figureSvg(plotly: PlotlyStatic, figure: Figure, file: SvgWords): Promise<string> {
  const { width, height } = figure.layout;
  const svg = await plotly.toImage(figure, { format: 'svg', width, height, imageDataOnly: true });
  const heightMm = (file.widthMm * height) / width;
  const size = `width="${file.widthMm.toFixed(2)}mm" height="${heightMm.toFixed(2)}mm" viewBox="0 0 ${width} ${height}"`;
  const words = `<title>${escapeXml(file.title)}</title><desc>${escapeXml(file.caption)}</desc>`;
  return svg.replace(/^<svg([^>]*)>/, (_, attributes: string) => {
    const others = attributes.replace(/ (?:width|height|viewBox)="[^"]*"/g, '');
    return `<svg${others} ${size}>${words}`;
  });
}

/** The figure as a PNG file of so many dots to the inch. */
export async function figurePng(plotly: PlotlyStatic, figure: Figure, dotsPerInch: number): Promise<Blob> {
  const { width, height } = figure.layout;
  const scale = dotsPerInch / 96;
  const base64 = await plotly.toImage(figure, { format: 'png', width, height, scale, imageDataOnly: true });
  const png = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  return new Blob([withResolution(png, dotsPerInch)], { type: 'image/png' });
}

/** One table as .csv, several as a .zip of them. */
export function dataFile(tables: readonly DataFile[], stem: string): { readonly content: Blob; readonly name: string } {
  const [only] = tables;
  if (only && tables.length === 1) {
    return {
      content: new Blob([only.text], { type: 'text/csv' }),
      name: `${stem}-${only.name.replace(/^[a-z]-/, '')}`,
    };
  }
  const files = writeZip(Object.fromEntries(tables.map(({ name, text }) => [name, text])));
  return { content: new Blob([files], { type: 'application/zip' }), name: `${stem}-data.zip` };
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
