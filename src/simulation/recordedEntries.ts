import type { Problem } from '../engine/engine.ts';

/** The entries of the state that an engine records beside V: each of those that a reader of them asked for, once. */
export class RecordedEntries implements NonNullable<Problem['probes']> {
  /** The place of each address of the layout's state among those that are recorded. */
  private readonly places = new Map<number, number>();
  private list: Uint32Array<ArrayBuffer> | undefined;

  /** The place of an address among the recorded ones. */
  placeOf(address: number): number {
    const known = this.places.get(address);
    if (known !== undefined) return known;
    const place = this.places.size;
    this.places.set(address, place);
    this.list = undefined;
    return place;
  }

  get addresses(): Uint32Array<ArrayBuffer> {
    return (this.list ??= Uint32Array.from(this.places.keys()));
  }
}
