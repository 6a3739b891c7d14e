/** A file that the lab gives away. */
export interface ExportFile {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** What the format cannot express of this run, in sentences for the user. */
  readonly notes: readonly string[];
}
