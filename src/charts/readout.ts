/** One value of a track at the cursor: 'PN 16' '−63.2 mV', in the colour of its line, at the height of its line. */
export interface Readout {
  readonly label: string;
  readonly text: string;
  readonly colour: string;
  /** CSS pixels from the top of the track. */
  readonly y: number;
}
