import { OPEN_FRACTION_BOUNDS } from '../../../model/model.ts';
import { planExponentials, type Exponential } from '../../exponentials.ts';
import type { Expr } from '../../expression.ts';
import { divideLess } from '../../fewerDivisions.ts';
import type { Integrator } from '../../integrator.ts';
import { MOST_HALF_STEPS, type Layout } from '../../layout.ts';
import { I_STIM, O, PULSE, V, sumName, type NeuronEquations, type Statement, type System } from '../../system.ts';
import { Dag, type Value } from './dag.ts';
import { LANES } from './precision.ts';
import { writeSums } from './sums.ts';
import { constantText, VectorMath } from './vectorMath.ts';
import { CHUNK, CONTROL, roundUp, type WasmPlan } from './wasmPlan.ts';

/** Functions that WebAssembly has no instruction for: imported from the host, float64. */
const IMPORTED_FUNCTIONS = { log: 1, sin: 1, cos: 1, tanh: 1, power: 2 } as const;

/** What the module's programs are made from. */
export interface WatProblem {
  readonly system: System;
  readonly layout: Layout;
  readonly plan: WasmPlan;
  readonly integrator: Integrator;
  /** ms. */
  readonly dt: number;
  readonly recordEvery: number;
  /** Whether float32 keeps the state as a high and a low part. */
  readonly isCompensated: boolean;
}

/**
 * A WebAssembly module (text) that takes whole steps of a network, a vector of neurons at a time. It imports its memory, laid out as
 * `plan` says, and a function that the first thread calls at the start of each recorded step, when `x` and `fractionX` hold its state. It exports `run(thread, steps, untilRecord, parity)`: the steps that this thread takes part in; it answers with how many
 * were done, less than asked for when a variable left its bounds (at CONTROL.fault stands the step + 1).
 *
 * Each stage of a step: sums of open fractions for the thread's own neurons, its open fractions, its neurons; then all threads meet. What
 * others read (V and O) is double-buffered, so that they meet once per stage.
 */
export function writeWat(problem: WatProblem): string {
  const { system, plan, integrator } = problem;
  const modes = new Set(integrator.stages.map((_, s) => modeOf(integrator, s)));
  return [
    '(module',
    ...Object.entries(IMPORTED_FUNCTIONS).map(
      ([name, count]) => `(import "math" "${name}" (func $${name} (param${' f64'.repeat(count)}) (result f64)))`,
    ),
    memoryImport(plan),
    '(import "lab" "onRecorded" (func $onRecorded))',
    SPIKE(plan),
    ...(plan.threads > 1 ? [MEET(plan.threads)] : []),
    ...writeSums(plan),
    ...system.openFractions.flatMap((_, t) => [...modes].map((mode) => writeOpenFractions(problem, t, mode))),
    ...system.neurons.flatMap((equations, p) => [...modes].map((mode) => writeNeurons(problem, equations, p, mode))),
    writeRun(problem),
    ')',
  ].join('\n\n');
}

/** Bytes of a page of memory. */
const PAGE = 65_536;

/** Pages that the plan needs. */
export function memoryPages({ memoryBytes }: WasmPlan): number {
  return Math.ceil(memoryBytes / PAGE);
}

function memoryImport(plan: WasmPlan): string {
  const pages = memoryPages(plan);
  return `(import "lab" "memory" (memory ${pages} ${pages}${plan.threads > 1 ? ' shared' : ''}))`;
}

/** What a stage does with its derivative. */
type Mode = 'first' | 'inner' | 'last' | 'only';

function modeOf({ stages }: Integrator, s: number): Mode {
  if (stages.length === 1) return 'only';
  return s === 0 ? 'first' : s === stages.length - 1 ? 'last' : 'inner';
}

const isLast = (mode: Mode): boolean => mode === 'last' || mode === 'only';

/** Values below this count as 0: decaying open fractions would end as subnormal numbers, which processors add slowly. */
const SMALLEST = { float64: 1e-280, float32: 1e-25 } as const;

/** Writes equations as vector instructions. */
class Equations {
  private readonly math: VectorMath;
  private readonly scope = new Map<string, Value>();
  private readonly exponentialOf: (exponent: Expr) => Exponential;

  constructor(math: VectorMath, statements: readonly Statement[], given: ReadonlyMap<string, Value>) {
    this.math = math;
    this.scope = new Map(given);
    this.exponentialOf = planExponentials(statements, (name) => given.has(name));
  }

  define(dag: Dag, { name, value }: Statement): void {
    this.scope.set(name, dag.name(this.write(value), name));
  }

  get(name: string): Value {
    return this.scope.get(name)!;
  }

  private write(e: Expr): Value {
    const { math } = this;
    switch (e.op) {
      case 'number':
        return math.constant(e.value);
      case 'symbol':
        return this.get(e.name);
      case 'negate':
        return math.op('neg', this.write(e.a));
      case '+':
        return math.op('add', this.write(e.a), this.write(e.b));
      case '-':
        return math.op('sub', this.write(e.a), this.write(e.b));
      case '*':
        return math.op('mul', this.write(e.a), this.write(e.b));
      case '/':
        return math.op('div', this.write(e.a), this.write(e.b));
      case 'power':
        return math.perLane('power', this.write(e.a), this.write(e.b));
      case 'compare':
        return math.op({ '<': 'lt', '<=': 'le', '>': 'gt', '>=': 'ge' }[e.relation], this.write(e.a), this.write(e.b));
      case 'select':
        return math.select(this.write(e.condition), this.write(e.a), this.write(e.b));
      case 'call':
        return this.call(e);
    }
  }

  private call({ name, args }: Extract<Expr, { op: 'call' }>): Value {
    const { math } = this;
    switch (name) {
      case 'exp':
        return this.exp(args[0]!);
      case 'exprelr':
        return math.exprelr(this.write(args[0]!), this.exp(args[0]!));
      case 'sqrt':
      case 'abs':
      case 'min':
      case 'max':
        return math.op(name, ...args.map((arg) => this.write(arg)));
      case 'log':
      case 'sin':
      case 'cos':
      case 'tanh':
        return math.perLane(name, ...args.map((arg) => this.write(arg)));
    }
  }

  private exp(exponent: Expr): Value {
    const { math } = this;
    const plan = this.exponentialOf(exponent);
    if (plan.kind === 'own') return math.exp(this.write(plan.exponent));
    const base = math.exp(this.write(plan.baseExponent));
    const power = plan.isReciprocal ? math.op('div', math.constant(1), base) : base;
    return math.op('mul', power, math.constant(plan.factor));
  }
}

/** The variables of one vector of neurons or open fractions, through one stage. */
interface Variable {
  readonly name: string;
  readonly derivative: Value;
  readonly bounds: readonly [number, number];
  /** Addresses of its rows. */
  readonly x: number;
  readonly low: number;
  readonly derivatives: number;
  /** Where the next stage looks for it: an address counted from $i or, where others read it, from $i and $next. */
  readonly next: { readonly address: number; readonly isCoupled: boolean };
}

type Effect = (write: (value: Value) => string) => string;

function writeNeurons(problem: WatProblem, equations: NeuronEquations, p: number, mode: Mode): string {
  const { system, layout, plan } = problem;
  const { bytes, positions, populations } = plan;
  const row = positions * bytes;
  const span = populations[p]!;
  const dag = new Dag();
  const math = new VectorMath(dag, plan.precision);
  const load = (address: number, base = '(local.get $i)'): Value =>
    dag.value(`v128.load offset=${address}`, dag.value(base.slice(1, -1)));
  const given = new Map<string, Value>();
  const take = (name: string, value: Value): void => void given.set(name, dag.name(value, name));
  equations.states.forEach(({ name }, slot) =>
    take(name, slot === 0 ? load(plan.coupled, '(local.get $i_cur)') : load(plan.stage + slot * row)),
  );
  for (const name of equations.parameters) take(name, load(plan.parameters + layout.parameterRow.get(name)! * row));
  equations.synapses.forEach((type) => {
    const t = layout.openFractions.findIndex((one) => one.type === type);
    take(sumName(type), load(plan.sums + t * row));
  });
  if (equations.usesStimulus) {
    // Columns of the stimulus are as wide as the network: their neurons have no gaps.
    const shift = (span.firstNeuron - span.start) * bytes;
    take(I_STIM, load(plan.stimulus, `(i32.add (local.get $i_stim) (i32.const ${shift}))`));
  }
  const statements = divideLess(equations.statements);
  const written = new Equations(math, statements, given);
  for (const statement of statements) written.define(dag, statement);

  const variables = equations.states.map(({ name, bounds }, slot): Variable => ({
    name,
    derivative: written.get(equations.derivatives[slot]!),
    bounds,
    x: plan.x + slot * row,
    low: plan.low + slot * row,
    derivatives: plan.derivatives + slot * row,
    next:
      slot === 0 ? { address: plan.coupled, isCoupled: true } : { address: plan.stage + slot * row, isCoupled: false },
  }));
  const effects: Effect[] = [];
  const after = integrate(problem, dag, math, variables, mode, effects);
  if (isLast(mode)) {
    const real = load(plan.real);
    effects.push(...watch(dag, math, variables, after, real));
    const threshold = math.constant(system.model.membrane.firingThreshold);
    const before = load(plan.x);
    const crossed = dag.value('v128.and', math.op('lt', before, threshold), math.op('ge', after[0]!, threshold));
    const fired = dag.name(dag.value('v128.and', crossed, real), 'fired');
    const older = math.op('add', load(plan.ages, '(local.get $i_age)'), math.constant(2));
    const age = math.select(fired, math.constant(2), math.op('pmin', older, math.constant(MOST_HALF_STEPS)));
    effects.push(
      (write) => `(v128.store offset=${plan.ages} (local.get $i_nextAge) ${write(age)})`,
      (write) => `(if (v128.any_true ${write(fired)}) (then
  (call $spike (i32.div_u (local.get $i) (i32.const ${bytes})) (${plan.precision === 'float64' ? 'i64x2' : 'i32x4'}.bitmask ${write(fired)}) (local.get $step))))`,
    );
  }
  return functionOver(`$${span.name}_${mode}`, math, dag, [...given.values()], effects, [
    '(local.set $i_cur (i32.add (local.get $i) (local.get $cur)))',
    '(local.set $i_next (i32.add (local.get $i) (local.get $next)))',
    '(local.set $i_stim (i32.add (local.get $i) (local.get $stim)))',
    '(local.set $i_age (i32.add (local.get $i) (local.get $age)))',
    '(local.set $i_nextAge (i32.add (local.get $i) (local.get $nextAge)))',
  ]);
}

function writeOpenFractions(problem: WatProblem, t: number, mode: Mode): string {
  const { system, plan } = problem;
  const { bytes, positions } = plan;
  const equations = system.openFractions[t]!;
  const type = plan.types[t]!;
  const dag = new Dag();
  const math = new VectorMath(dag, plan.precision);
  const load = (address: number, base = '(local.get $i)'): Value =>
    dag.value(`v128.load offset=${address}`, dag.value(base.slice(1, -1)));
  const fractions = plan.coupled + positions * bytes;
  const ownRow = roundUp(type.count, CHUNK) * bytes;
  /** A row over this type alone, whose first entry stands at the type's start. */
  const loadOwn = (address: number): Value =>
    load(address, `(i32.sub (local.get $i) (i32.const ${type.start * bytes}))`);
  const gather = (address: number, name: string): Value => {
    if (type.presynapticStart !== undefined) {
      const shift = (type.presynapticStart - type.start) * bytes;
      return dag.value(`v128.load offset=${address}`, dag.value(`i32.add (local.get $i_${name}) (i32.const ${shift})`));
    }
    let vector = dag.value('v128.const i32x4 0 0 0 0');
    for (let lane = 0; lane < LANES[plan.precision]; lane++) {
      // Offsets are i32 and lie half as close as float64 do.
      const ofLane = `i32.load offset=${type.presynapticAddress + 4 * lane}`;
      const index = `(i32.mul (i32.div_u (i32.sub (local.get $i) (i32.const ${type.start * bytes})) (i32.const ${bytes})) (i32.const 4))`;
      const at = dag.value(`i32.add (local.get $${name}) (${ofLane} ${index})`);
      vector = dag.value(`v128.load${8 * bytes}_lane offset=${address} ${lane}`, at, vector);
    }
    return vector;
  };
  const given = new Map<string, Value>();
  const take = (name: string, value: Value): void => void given.set(name, dag.name(value, name));
  take(O, load(fractions, '(local.get $i_cur)'));
  if (equations.usesV) take(V, gather(plan.coupled, 'cur'));
  type.parameters.forEach((name, k) => take(name, loadOwn(type.parameterAddress + k * ownRow)));
  if (equations.usesPulse) {
    const age = math.op('add', gather(plan.ages, 'age'), dag.value(`${math.type}.splat (local.get $halfSteps)`));
    const since = math.op('sub', age, loadOwn(type.pulseAddress));
    const isOn = dag.value(
      'v128.and',
      math.op('gt', since, math.constant(0)),
      math.op('lt', since, loadOwn(type.pulseAddress + ownRow)),
    );
    take(PULSE, dag.value('v128.and', isOn, math.constant(1)));
  }
  const statements = divideLess(equations.statements);
  const written = new Equations(math, statements, given);
  for (const statement of statements) written.define(dag, statement);
  const variable: Variable = {
    name: O,
    derivative: written.get(equations.derivative),
    bounds: OPEN_FRACTION_BOUNDS,
    x: plan.fractionX,
    low: plan.fractionLow,
    derivatives: plan.fractionDerivatives,
    next: { address: fractions, isCoupled: true },
  };
  const effects: Effect[] = [];
  const after = integrate(problem, dag, math, [variable], mode, effects);
  if (isLast(mode)) effects.push(...watch(dag, math, [variable], after, undefined));
  return functionOver(`$${type.name}_${mode}`, math, dag, [...given.values()], effects, [
    '(local.set $i_cur (i32.add (local.get $i) (local.get $cur)))',
    '(local.set $i_next (i32.add (local.get $i) (local.get $next)))',
    '(local.set $i_age (i32.add (local.get $i) (local.get $age)))',
  ]);
}

/**
 * Takes the derivatives in: the state of the next stage or, after the last, that of the next step. In float32 the rounding error of
 * x + change is carried along as the low part (two-sum, Knuth 1969). Answers with the new values of the last stage.
 */
function integrate(
  { plan, integrator, dt, isCompensated }: WatProblem,
  dag: Dag,
  math: VectorMath,
  variables: readonly Variable[],
  mode: Mode,
  effects: Effect[],
): Value[] {
  const i = dag.value('local.get $i');
  const load = (address: number): Value => dag.value(`v128.load offset=${address}`, i);
  const store =
    (address: number, value: Value, base = '$i'): Effect =>
    (write) =>
      `(v128.store offset=${address} (local.get ${base}) ${write(value)})`;
  const afters: Value[] = [];
  for (const { name, derivative, x: address, low, derivatives, next } of variables) {
    const x = load(address);
    const weighted = math.op('mul', dag.value('local.get $weight'), derivative);
    const sum = mode === 'first' || mode === 'only' ? weighted : math.op('add', load(derivatives), weighted);
    const target = next.isCoupled ? '$i_next' : '$i';
    if (!isLast(mode)) {
      effects.push(
        store(derivatives, sum),
        store(next.address, math.op('add', x, math.op('mul', dag.value('local.get $a_dt'), derivative)), target),
      );
      continue;
    }
    const step = math.op('mul', math.constant(dt / integrator.divisor), sum);
    const change = isCompensated ? math.op('add', step, load(low)) : step;
    const total = math.op('add', x, change);
    const isTiny = math.op('lt', math.op('abs', total), math.constant(SMALLEST[plan.precision]));
    const after = dag.name(dag.value('v128.andnot', total, isTiny), `new_${name}`);
    if (isCompensated) {
      const kept = math.op('sub', total, x);
      const error = math.op('add', math.op('sub', x, math.op('sub', total, kept)), math.op('sub', change, kept));
      effects.push(store(low, error));
    }
    effects.push(store(address, after), store(next.address, after, target));
    afters.push(after);
  }
  return afters;
}

/** Raises the fault where a new value is outside of its bounds, or no number. */
function watch(
  dag: Dag,
  math: VectorMath,
  variables: readonly Variable[],
  after: readonly Value[],
  real: Value | undefined,
): Effect[] {
  const inside = variables
    .map(({ bounds: [least, most] }, k) =>
      dag.value(
        'v128.and',
        math.op('ge', after[k]!, math.constant(least)),
        math.op('le', after[k]!, math.constant(most)),
      ),
    )
    .reduce((all, one) => dag.value('v128.and', all, one));
  const outside = real === undefined ? dag.value('v128.not', inside) : dag.value('v128.andnot', real, inside);
  return [
    (write) => `(if (v128.any_true ${write(outside)}) (then
  (i32.store (i32.const ${CONTROL.fault}) (i32.add (local.get $step) (i32.const 1)))))`,
  ];
}

/** A function that does the same for every vector from $i to $end. */
function functionOver(
  name: string,
  math: VectorMath,
  dag: Dag,
  given: readonly Value[],
  effects: readonly Effect[],
  bases: readonly string[],
): string {
  // What is given is read before anything is stored.
  const reads = given.map(
    (value): Effect =>
      (write) => (write(value), ''),
  );
  const lines = dag.print([...reads, ...effects]).filter((line) => line !== '');
  const used = bases.filter((base) => lines.some((line) => line.includes(`(local.get ${/\$\w+/.exec(base)![0]})`)));
  return `(func ${name} (param $i i32) (param $end i32) (param $cur i32) (param $next i32) (param $stim i32)
  (param $age i32) (param $nextAge i32) (param $halfSteps ${math.scalar}) (param $weight v128) (param $a_dt v128) (param $step i32)
  ${['$i_cur', '$i_next', '$i_stim', '$i_age', '$i_nextAge'].map((local) => `(local ${local} i32)`).join(' ')}
  ${dag.locals.map(({ name: local, type }) => `(local ${local} ${type})`).join(' ')}
  (if (i32.ge_u (local.get $i) (local.get $end)) (then (return)))
  (loop $next_vector
    ${[...used, ...lines].join('\n    ')}
    (br_if $next_vector (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 16))) (local.get $end)))))`;
}

/** Sets the bits of the neurons that fired: word (step / 32) · positions + position, bit step % 32. */
const SPIKE = ({
  spikes,
  positions,
}: WasmPlan): string => `(func $spike (param $position i32) (param $lanes i32) (param $step i32)
  (local $word i32)
  (loop $next_lane
    (if (i32.and (local.get $lanes) (i32.const 1)) (then
      (local.set $word (i32.mul (i32.const 4) (i32.add (local.get $position)
        (i32.mul (i32.shr_u (local.get $step) (i32.const 5)) (i32.const ${positions})))))
      (i32.store offset=${spikes} (local.get $word) (i32.or (i32.load offset=${spikes} (local.get $word))
        (i32.shl (i32.const 1) (i32.and (local.get $step) (i32.const 31)))))))
    (local.set $position (i32.add (local.get $position) (i32.const 1)))
    (br_if $next_lane (local.tee $lanes (i32.shr_u (local.get $lanes) (i32.const 1))))))`;

/** How often a waiting thread looks before it sleeps: some 50 µs; to be woken up takes as long. */
const SPINS = 50_000;

/** Returns when all threads have called it (a sense-reversing barrier; who waits long, sleeps). */
const MEET = (threads: number): string => `(func $meet
  (local $generation i32) (local $looks i32)
  (local.set $generation (i32.atomic.load (i32.const ${CONTROL.generation})))
  (if (i32.eq (i32.atomic.rmw.add (i32.const ${CONTROL.arrived}) (i32.const 1)) (i32.const ${threads - 1})) (then
    (i32.atomic.store (i32.const ${CONTROL.arrived}) (i32.const 0))
    (i32.atomic.store (i32.const ${CONTROL.generation}) (i32.add (local.get $generation) (i32.const 1)))
    (if (i32.atomic.load (i32.const ${CONTROL.sleepers})) (then
      (drop (memory.atomic.notify (i32.const ${CONTROL.generation}) (i32.const ${threads})))))
    (return)))
  (local.set $looks (i32.const ${SPINS}))
  (loop $look
    (if (i32.ne (i32.atomic.load (i32.const ${CONTROL.generation})) (local.get $generation)) (then (return)))
    (br_if $look (local.tee $looks (i32.sub (local.get $looks) (i32.const 1)))))
  (drop (i32.atomic.rmw.add (i32.const ${CONTROL.sleepers}) (i32.const 1)))
  (loop $sleep
    (drop (memory.atomic.wait32 (i32.const ${CONTROL.generation}) (local.get $generation) (i64.const -1)))
    (br_if $sleep (i32.eq (i32.atomic.load (i32.const ${CONTROL.generation})) (local.get $generation))))
  (drop (i32.atomic.rmw.sub (i32.const ${CONTROL.sleepers}) (i32.const 1))))`;

function writeRun({ layout, plan, integrator, dt, recordEvery }: WatProblem): string {
  const { bytes, populations, types } = plan;
  const row = plan.positions * bytes;
  const spans = [...populations, ...types];
  const scalar = plan.precision === 'float64' ? 'f64' : 'f32';
  const table = (k: number): string => `(i32.load offset=${plan.threadTable + 4 * k} (local.get $own))`;
  const from = (name: string): string => `(local.get $from_${name})`;
  const to = (name: string): string => `(local.get $to_${name})`;
  const stages = integrator.stages.map(({ halfSteps, weight }, s) => {
    const mode = modeOf(integrator, s);
    const next = integrator.stages[s + 1];
    const [a, w] = [(next?.a ?? 0) * dt, weight].map((value) => constantText(plan.precision, value));
    const rest = `(local.get $cur) (local.get $next) (local.get $stim) (local.get $age) (local.get $nextAge) (${scalar}.const ${halfSteps}) (${w}) (${a}) (local.get $step)`;
    return [
      `;; stage ${s}`,
      `(local.set $stim (i32.mul (i32.const ${layout.n * bytes}) (i32.load offset=${plan.schedule + 4 * halfSteps} (i32.shl (local.get $step) (i32.const 3)))))`,
      ...types.flatMap((type) =>
        type.sums.map(({ population }) => {
          const { name } = populations[population]!;
          return `(call $sum_${type.name}_${name} ${from(name)} ${to(name)} (local.get $cur) (local.get $tables))`;
        }),
      ),
      ...spans.toReversed().map(({ name }) => `(call $${name}_${mode} ${from(name)} ${to(name)} ${rest})`),
      ...(plan.threads > 1 ? ['(call $meet)'] : []),
      '(local.set $swap (local.get $cur)) (local.set $cur (local.get $next)) (local.set $next (local.get $swap))',
    ].join('\n    ');
  });
  const record = populations.map(({ name, firstNeuron, start, count }) => {
    // Positions beyond the last neuron are not recorded.
    const least = (end: string): string =>
      `(select ${end} (i32.const ${(start + count) * bytes}) (i32.lt_u ${end} (i32.const ${(start + count) * bytes})))`;
    return `(if (i32.lt_u ${from(name)} ${least(to(name))}) (then (memory.copy
        (i32.add (local.get $row) (i32.add ${from(name)} (i32.const ${plan.voltage + (firstNeuron - start) * bytes})))
        (i32.add (local.get $cur) (i32.add ${from(name)} (i32.const ${plan.coupled})))
        (i32.sub ${least(to(name))} ${from(name)}))))`;
  });
  return `(func (export "run") (param $thread i32) (param $steps i32) (param $untilRecord i32) (param $parity i32) (param $from_buffer i32) (result i32)
  (local $own i32) (local $tables i32) (local $step i32) (local $cur i32) (local $next i32) (local $swap i32) (local $stim i32)
  (local $age i32) (local $nextAge i32) (local $row i32)
  ${spans.map(({ name }) => `(local $from_${name} i32) (local $to_${name} i32)`).join(' ')}
  (local.set $own (i32.mul (local.get $thread) (i32.const ${4 * plan.threadWords})))
  (local.set $tables (i32.add (i32.const ${plan.tables}) (i32.mul (local.get $thread) (i32.const ${plan.tableBytes}))))
  ${spans.map(({ name }, k) => `(local.set $from_${name} ${table(2 * k)}) (local.set $to_${name} ${table(2 * k + 1)})`).join('\n  ')}
  (local.set $cur (i32.mul (local.get $from_buffer) (i32.const ${plan.coupledBytes})))
  (local.set $next (i32.sub (i32.const ${plan.coupledBytes}) (local.get $cur)))
  (local.set $age (i32.mul (local.get $parity) (i32.const ${row})))
  (local.set $nextAge (i32.sub (i32.const ${row}) (local.get $age)))
  (loop $next_step
    (if (i32.eqz (local.get $untilRecord)) (then
      ${record.join('\n      ')}
      (if (i32.eqz (local.get $thread)) (then (call $onRecorded)))
      (local.set $row (i32.add (local.get $row) (i32.const ${layout.n * bytes})))
      (local.set $untilRecord (i32.const ${recordEvery}))))
    (local.set $untilRecord (i32.sub (local.get $untilRecord) (i32.const 1)))
    ${stages.join('\n    ')}
    (local.set $swap (local.get $age)) (local.set $age (local.get $nextAge)) (local.set $nextAge (local.get $swap))
    (local.set $step (i32.add (local.get $step) (i32.const 1)))
    (if (i32.load (i32.const ${CONTROL.fault})) (then (return (local.get $step))))
    (br_if $next_step (i32.lt_u (local.get $step) (local.get $steps))))
  (local.get $step))`;
}
