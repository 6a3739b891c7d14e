type Numbers = Float32Array | Float64Array;

/** Copies some of the memory's numbers whenever the program has recorded a row, while it runs. */
export class ProbedRows {
  private readonly numbers: Numbers;
  private places: readonly number[] = [];
  private values: Float32Array<ArrayBuffer> | Float64Array<ArrayBuffer> = new Float64Array(0);
  private length = 0;

  constructor(numbers: Numbers) {
    this.numbers = numbers;
  }

  /** @returns what the numbers at these places will be in each of so many rows, [rows, places] */
  begin(places: readonly number[], rows: number): Float32Array<ArrayBuffer> | Float64Array<ArrayBuffer> {
    this.places = places;
    this.length = 0;
    this.values = new (this.numbers instanceof Float64Array ? Float64Array : Float32Array)(rows * places.length);
    return this.values;
  }

  add(): void {
    const { places, values, numbers } = this;
    for (let k = 0; k < places.length; k++) values[this.length++] = numbers[places[k]!]!;
  }
}
