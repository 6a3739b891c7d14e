import { BLOCK_VECTORS, CHUNK, TABLE_GROUPS, TABLE_ROWS, roundUp, type WasmPlan } from './wasmPlan.ts';
import { LANES } from './precision.ts';

/**
 * Functions `$sum_<type>_<population>`: the open fractions of all synapses onto each neuron, for the positions from $i to $end (byte
 * offsets in a row), read at $cur and written to the row of sums. Every neuron's terms are added in an order that depends on the network
 * alone, never on the threads.
 */
export function writeSums(plan: WasmPlan): string[] {
  const forms = new Set(plan.types.flatMap(({ sums }) => sums.map(({ form }) => form)));
  return [
    ...(forms.has('table') ? [writeTables(plan)] : []),
    ...plan.types.flatMap(({ sums }, t) =>
      sums.map((sum) => ({ dense: writeDense, table: writeLookUps, sparse: writeSparse })[sum.form](plan, t, sum)),
    ),
  ];
}

type Sum = WasmPlan['types'][number]['sums'][number];

interface Places {
  readonly head: string;
  /** Address of the row of sums. */
  readonly row: number;
  /** Address of the type's first open fraction; add $cur. */
  readonly fractions: number;
  /** Byte offset of the population's first neuron. */
  readonly start: number;
  readonly scalar: 'f32' | 'f64';
  readonly vector: 'f32x4' | 'f64x2';
}

function placesOf(plan: WasmPlan, t: number, { population }: Sum): Places {
  const { bytes, positions, populations, types, precision } = plan;
  const { name, start } = populations[population]!;
  return {
    head: `(func $sum_${types[t]!.name}_${name} (param $i i32) (param $end i32) (param $cur i32) (param $tables i32)`,
    row: plan.sums + t * positions * bytes,
    fractions: plan.coupled + (positions + types[t]!.start) * bytes,
    start: start * bytes,
    scalar: precision === 'float64' ? 'f64' : 'f32',
    vector: precision === 'float64' ? 'f64x2' : 'f32x4',
  };
}

/** Σ W_ij O_j, a block of vectors of rows at a time; W lies block by block, column by column. Two columns a turn. */
function writeDense(plan: WasmPlan, t: number, sum: Sum): string {
  const { head, row, fractions, start, vector } = placesOf(plan, t, sum);
  const { bytes } = plan;
  const blockBytes = 16 * BLOCK_VECTORS;
  const columns = roundUp(plan.types[t]!.count, 2);
  const blocks = Array.from({ length: BLOCK_VECTORS }, (_, b) => b);
  const add = (column: number): string[] => [
    `(local.set $O (v128.load${8 * bytes}_splat offset=${fractions + column * bytes} (local.get $o)))`,
    ...blocks.map(
      (b) =>
        `(local.set $s${b} (${vector}.add (local.get $s${b}) (${vector}.mul (local.get $O) (v128.load offset=${sum.address + column * blockBytes + 16 * b} (local.get $w)))))`,
    ),
  ];
  return `${head}
  (local $w i32) (local $o i32) (local $lastO i32) (local $O v128) ${blocks.map((b) => `(local $s${b} v128)`).join(' ')}
  (if (i32.ge_u (local.get $i) (local.get $end)) (then (return)))
  (local.set $w (i32.mul (i32.const ${columns}) (i32.sub (local.get $i) (i32.const ${start}))))
  (local.set $lastO (i32.add (local.get $cur) (i32.const ${columns * bytes})))
  (loop $next_block
    (local.set $o (local.get $cur))
    ${blocks.map((b) => `(local.set $s${b} (v128.const i32x4 0 0 0 0))`).join(' ')}
    (loop $next_columns
      ${[...add(0), ...add(1)].join('\n      ')}
      (local.set $w (i32.add (local.get $w) (i32.const ${2 * blockBytes})))
      (br_if $next_columns (i32.lt_u (local.tee $o (i32.add (local.get $o) (i32.const ${2 * bytes}))) (local.get $lastO))))
    ${blocks.map((b) => `(v128.store offset=${row + 16 * b} (local.get $i) (local.get $s${b}))`).join('\n    ')}
    (br_if $next_block (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const ${blockBytes}))) (local.get $end)))))`;
}

/** Of eight open fractions, from $o on, all 256 partial sums at $table: entry k adds those whose bits k has, the lowest first. */
function writeTables(plan: WasmPlan): string {
  const { bytes, precision } = plan;
  const lanes = LANES[precision];
  const scalar = precision === 'float64' ? 'f64' : 'f32';
  const vector = precision === 'float64' ? 'f64x2' : 'f32x4';
  const entry = (k: number): string => `offset=${k * bytes}`;
  const lines: string[] = [];
  for (let b = 0; b < 8; b++) {
    const one = `(local.set $O (v128.load${8 * bytes}_splat ${entry(b)} (local.get $o)))`;
    lines.push(one);
    const size = 2 ** b;
    for (let k = 0; k < size; k += lanes) {
      const isVector = size >= lanes;
      for (let s = k; s < (isVector ? k + 1 : Math.min(k + lanes, size)); s++) {
        lines.push(
          isVector
            ? `(v128.store ${entry(size + s)} (local.get $table) (${vector}.add (v128.load ${entry(s)} (local.get $table)) (local.get $O)))`
            : `(${scalar}.store ${entry(size + s)} (local.get $table) (${scalar}.add (${scalar}.load ${entry(s)} (local.get $table)) (${vector}.extract_lane 0 (local.get $O))))`,
        );
      }
    }
  }
  return `(func $make_table (param $o i32) (param $table i32)
  (local $O v128)
  (${scalar}.store (local.get $table) (${scalar}.const 0))
  ${lines.join('\n  ')})`;
}

/** One look-up per row and eight columns. Tables of one chunk of columns are made, then used for all rows, while they are in the cache. */
function writeLookUps(plan: WasmPlan, t: number, sum: Sum): string {
  const { head, row, fractions, start, scalar } = placesOf(plan, t, sum);
  const { bytes, tableBytes } = plan;
  const chunks = Math.ceil(plan.types[t]!.count / CHUNK);
  const rows = Array.from({ length: TABLE_ROWS }, (_, r) => r);
  const chunkBytes = 2 * TABLE_GROUPS * blockRows(plan, sum);
  const lines = Array.from({ length: TABLE_GROUPS }, (_, g) => g).flatMap((g) =>
    rows.map(
      (r) =>
        `(local.set $s${r} (${scalar}.add (local.get $s${r}) (${scalar}.load offset=${(g * tableBytes) / TABLE_GROUPS} (i32.add (local.get $tables) (i32.load16_u offset=${sum.address + 2 * (g * TABLE_ROWS + r)} (local.get $bits))))))`,
    ),
  );
  return `${head}
  (local $p i32) (local $chunk i32) (local $bits i32) (local $o i32) (local $table i32) (local $lastTable i32) ${rows.map((r) => `(local $s${r} ${scalar})`).join(' ')}
  (if (i32.ge_u (local.get $i) (local.get $end)) (then (return)))
  (memory.fill (i32.add (local.get $i) (i32.const ${row})) (i32.const 0) (i32.mul (i32.const ${16 * BLOCK_VECTORS})
    (i32.div_u (i32.add (i32.sub (local.get $end) (local.get $i)) (i32.const ${16 * BLOCK_VECTORS - 1})) (i32.const ${16 * BLOCK_VECTORS}))))
  (local.set $o (i32.add (local.get $cur) (i32.const ${fractions})))
  (local.set $lastTable (i32.add (local.get $tables) (i32.const ${tableBytes})))
  (loop $next_chunk
    (local.set $table (local.get $tables))
    (loop $next_table
      (call $make_table (local.get $o) (local.get $table))
      (local.set $o (i32.add (local.get $o) (i32.const ${8 * bytes})))
      (br_if $next_table (i32.lt_u (local.tee $table (i32.add (local.get $table) (i32.const ${tableBytes / TABLE_GROUPS}))) (local.get $lastTable))))
    (local.set $p (local.get $i))
    (local.set $bits (i32.add (i32.mul (local.get $chunk) (i32.const ${chunkBytes})) (i32.mul (i32.div_u (i32.sub (local.get $i) (i32.const ${start})) (i32.const ${TABLE_ROWS * bytes})) (i32.const ${2 * TABLE_GROUPS * TABLE_ROWS}))))
    (loop $next_rows
      ${rows.map((r) => `(local.set $s${r} (${scalar}.load offset=${row + r * bytes} (local.get $p)))`).join(' ')}
      ${lines.join('\n      ')}
      ${rows.map((r) => `(${scalar}.store offset=${row + r * bytes} (local.get $p) (local.get $s${r}))`).join(' ')}
      (local.set $bits (i32.add (local.get $bits) (i32.const ${2 * TABLE_GROUPS * TABLE_ROWS})))
      (br_if $next_rows (i32.lt_u (local.tee $p (i32.add (local.get $p) (i32.const ${TABLE_ROWS * bytes}))) (local.get $end))))
    (br_if $next_chunk (i32.lt_u (local.tee $chunk (i32.add (local.get $chunk) (i32.const 1))) (i32.const ${chunks})))))`;
}

/** Rows that a sum's population takes with those that fill its last block. */
export function blockRows({ populations, precision }: WasmPlan, { population }: Sum): number {
  return roundUp(populations[population]!.count, BLOCK_VECTORS * LANES[precision]);
}

/** Compressed rows: at `address` the end of each row in bytes of the columns, i32 each. */
function writeSparse(plan: WasmPlan, t: number, sum: Sum): string {
  const { head, row, fractions, start, scalar } = placesOf(plan, t, sum);
  const { bytes } = plan;
  const fraction = `(${scalar}.load offset=${fractions} (i32.add (local.get $cur) (i32.load offset=${sum.columns} (local.get $k))))`;
  // Weights lie as the columns do, a number for each i32.
  const ofWeight = bytes === 4 ? '(local.get $k)' : '(i32.shl (local.get $k) (i32.const 1))';
  const weight = `(${scalar}.load offset=${sum.weights} ${ofWeight})`;
  const term = sum.weights === 0 ? fraction : `(${scalar}.mul ${fraction} ${weight})`;
  return `${head}
  (local $k i32) (local $rowEnd i32) (local $s ${scalar})
  (if (i32.ge_u (local.get $i) (local.get $end)) (then (return)))
  (if (i32.gt_u (local.get $i) (i32.const ${start})) (then
    (local.set $k (i32.load offset=${sum.address} (i32.sub (i32.mul (i32.const 4) (i32.div_u (i32.sub (local.get $i) (i32.const ${start})) (i32.const ${bytes}))) (i32.const 4))))))
  (loop $next_row
    (local.set $s (${scalar}.const 0))
    (local.set $rowEnd (i32.load offset=${sum.address} (i32.mul (i32.const 4) (i32.div_u (i32.sub (local.get $i) (i32.const ${start})) (i32.const ${bytes})))))
    (if (i32.lt_u (local.get $k) (local.get $rowEnd)) (then
      (loop $next_synapse
        (local.set $s (${scalar}.add (local.get $s) ${term}))
        (br_if $next_synapse (i32.lt_u (local.tee $k (i32.add (local.get $k) (i32.const 4))) (local.get $rowEnd))))))
    (${scalar}.store offset=${row} (local.get $i) (local.get $s))
    (br_if $next_row (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const ${bytes}))) (local.get $end)))))`;
}
