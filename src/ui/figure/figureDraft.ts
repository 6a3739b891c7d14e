import type { Figure } from 'plotly.js-basic-dist-min';
import type { DataFile } from './figureTables.ts';
import type { FigureLook } from './figurePage.ts';

/** A figure of which size and type are still open. */
export interface FigureDraft {
  readonly title: string;
  readonly caption: string;
  /** What begins the names of its files. */
  readonly stem: string;
  readonly make: (look: FigureLook) => Figure;
  readonly tables: () => readonly DataFile[];
}
