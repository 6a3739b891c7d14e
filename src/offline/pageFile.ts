/** A file of the built page, as the service worker keeps it. */
export interface PageFile {
  /** From the page's folder: 'assets/index-B3x.js', 'index.html'. */
  readonly name: string;
  /** Of a file whose name says nothing of its content: 'sha256-…', which what arrives must have. */
  readonly integrity?: string;
}

export const PAGE = 'index.html';
