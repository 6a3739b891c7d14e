import { useEffect } from 'react';

/**
 * In place of the package react-style-singleton (vite.config.ts), by which Radix's dialogs and menus stop the page from
 * scrolling: that one writes a <style> element, which the page's Content-Security-Policy forbids. A style sheet made by a
 * script is none.
 *
 * @returns a component that holds its `styles` while it, or another one of it, is on the page
 */
export function styleSingleton() {
  let uses = 0;
  let sheet: CSSStyleSheet | undefined;
  const add = (styles: string): void => {
    uses++;
    if (sheet) return;
    sheet = new CSSStyleSheet();
    sheet.replaceSync(styles);
    document.adoptedStyleSheets.push(sheet);
  };
  const remove = (): void => {
    if (--uses > 0) return;
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet);
    sheet = undefined;
  };
  return function Style({ styles, dynamic = false }: { readonly styles: string; readonly dynamic?: boolean }): null {
    useEffect(
      () => {
        add(styles);
        return remove;
      },
      // as there: what is not dynamic stays as it came
      // oxlint-disable-next-line react-hooks/exhaustive-deps
      [dynamic && styles],
    );
    return null;
  };
}
