import type { PlotlyStatic } from 'plotly.js-basic-dist-min';

/** Plotly, which is loaded with the first figure and never before, made fit for the page's Content-Security-Policy. */
export async function loadPlotly(): Promise<PlotlyStatic> {
  provideStyleSheet();
  allowStyledLetters();
  return (await import('plotly.js-basic-dist-min')).default;
}

/** The id of the element into whose style sheet plotly writes its rules. It makes a <style> where there is none, and the policy forbids that. */
const STYLE_ID = 'plotly.js-style-global';

function provideStyleSheet(): void {
  if (document.getElementById(STYLE_ID)) return;
  const sheet = new CSSStyleSheet();
  document.adoptedStyleSheets.push(sheet);
  const holder = document.createElement('meta');
  holder.id = STYLE_ID;
  Object.defineProperty(holder, 'sheet', { value: sheet });
  document.head.append(holder);
}

/** Plotly makes letters bold or italic by a style attribute, which the policy forbids; what a script sets of `style` it does not. */
function allowStyledLetters(): void {
  const letters = SVGTSpanElement.prototype;
  if (Object.hasOwn(letters, 'setAttribute')) return;
  letters.setAttribute = function (name, value) {
    if (name === 'style') this.style.cssText = value;
    else SVGElement.prototype.setAttribute.call(this, name, value);
  };
}
