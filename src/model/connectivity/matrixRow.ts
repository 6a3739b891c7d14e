/** The weights of the synapses onto one neuron, by presynaptic neuron, [n]; Uint8Array where every one is 0 or 1. */
export type MatrixRow = Uint8Array<ArrayBuffer> | Float32Array<ArrayBuffer>;

// Matrices have millions of cells, and whether the next is a synapse cannot be predicted: loops without a branch take a fifth of the time.

/** How many synapses a row has from presynaptic neuron `from` up to, not including, `to`. */
export function countSynapses(row: MatrixRow, from = 0, to = row.length): number {
  return row instanceof Uint8Array ? sumBytes(row, from, to) : countNonZero(bitsOf(row), from, to);
}

function sumBytes(row: Uint8Array, from: number, to: number): number {
  let count = 0;
  for (let pre = from; pre < to; pre++) count += row[pre]!;
  return count;
}

function countNonZero(bits: Int32Array, from: number, to: number): number {
  let count = 0;
  for (let pre = from; pre < to; pre++) count += isNonZero(bits[pre]!);
  return count;
}

/** The sum of a row's weights from presynaptic neuron `from` up to, not including, `to`. */
export function sumWeights(row: MatrixRow, from = 0, to = row.length): number {
  return row instanceof Uint8Array ? sumBytes(row, from, to) : sumFloats(row, from, to);
}

function sumFloats(row: Float32Array, from: number, to: number): number {
  let sum = 0;
  for (let pre = from; pre < to; pre++) sum += row[pre]!;
  return sum;
}

/** Adds 1 (or -1) to the count of each presynaptic neuron that a row has a synapse of. */
export function tallySynapses(row: MatrixRow, counts: Uint32Array, sign: 1 | -1): void {
  if (row instanceof Uint8Array) tallyBytes(row, counts, sign);
  else tallyNonZero(bitsOf(row), counts, sign);
}

function tallyBytes(row: Uint8Array, counts: Uint32Array, sign: number): void {
  for (let pre = 0; pre < row.length; pre++) counts[pre]! += sign * row[pre]!;
}

function tallyNonZero(bits: Int32Array, counts: Uint32Array, sign: number): void {
  for (let pre = 0; pre < bits.length; pre++) counts[pre]! += sign * isNonZero(bits[pre]!);
}

/** Writes the presynaptic neurons of a row's synapses into `columns`, which must be longer than the row. Returns how many there are. */
export function collectColumns(row: MatrixRow, columns: Uint32Array): number {
  return row instanceof Uint8Array ? collectBytes(row, columns) : collectNonZero(bitsOf(row), columns);
}

// Every column is written down, and the next one over it unless it was a synapse's.

function collectBytes(row: Uint8Array, columns: Uint32Array): number {
  let found = 0;
  for (let pre = 0; pre < row.length; pre++) {
    columns[found] = pre;
    found += row[pre]!;
  }
  return found;
}

function collectNonZero(bits: Int32Array, columns: Uint32Array): number {
  let found = 0;
  for (let pre = 0; pre < bits.length; pre++) {
    columns[found] = pre;
    found += isNonZero(bits[pre]!);
  }
  return found;
}

/** 1 where the float32 with these bits is not 0, whatever its sign, else 0. */
function isNonZero(bits: number): number {
  const magnitude = bits << 1;
  return (magnitude | -magnitude) >>> 31;
}

function bitsOf(row: Float32Array<ArrayBuffer>): Int32Array {
  return new Int32Array(row.buffer, row.byteOffset, row.length);
}

/** Whether every weight is 0 or 1. */
export function isBinaryRow(row: MatrixRow): boolean {
  return row instanceof Uint8Array || row.every((weight) => weight === 0 || weight === 1);
}

/** Whether two rows hold the same; a stroke that goes on makes all of its rows anew. */
export function areSameRows(a: MatrixRow, b: MatrixRow): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let pre = 0; pre < a.length; pre++) if (a[pre] !== b[pre]) return false;
  return true;
}
