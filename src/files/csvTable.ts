/** One column: its head tells the unit, in letters that every reader takes for a name ('V_PN_16_mV'). */
export interface CsvColumn {
  readonly head: string;
  /** Texts stand as they are; NaN is an empty cell. */
  readonly values: ArrayLike<number | string>;
}

/**
 * A table as .csv: RFC 4180 with '.' for the decimals, and below the row of names what is to be known of the numbers, in lines that begin
 * with '# '. They stand BELOW the names because NumPy's genfromtxt(names=True) takes the first line for the names, also when it is a
 * comment; pandas.read_csv(comment='#') and NumPy's loadtxt(skiprows=1) read this form too.
 */
export function writeCsvTable(columns: readonly CsvColumn[], notes: readonly string[]): string {
  const rows = columns.reduce((most, { values }) => Math.max(most, values.length), 0);
  const lines = [columns.map(({ head }) => csvText(head)).join(',')];
  // A line end in a note (a title that was pasted) would begin a row of the table.
  for (const note of notes) lines.push(`# ${note.replace(/\s+/g, ' ')}`);
  for (let row = 0; row < rows; row++) {
    lines.push(columns.map(({ values }) => (row < values.length ? cell(values[row]!) : '')).join(','));
  }
  return lines.map((line) => `${line}\r\n`).join('');
}

/** A value that was recorded in float32, with no more digits than tell it from its neighbours. */
export function float32Text(value: number): string {
  if (!Number.isFinite(value)) return '';
  for (let digits = 7; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === Math.fround(value)) return String(short);
  }
  return String(Number(value.toPrecision(9)));
}

function cell(value: number | string): string {
  if (typeof value === 'string') return csvText(value);
  return Number.isFinite(value) ? String(value) : '';
}

/** RFC 4180: a text with a comma, a quotation mark or a line end stands in quotation marks. */
export function csvText(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
