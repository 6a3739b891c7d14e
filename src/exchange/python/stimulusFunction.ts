import type { OdourStimulus, StimulusPart, WaveformStimulus } from '../../model/description.ts';
import { NOISE_HOLD, OrnsteinUhlenbeck, noiseSampleAt } from '../../model/stimulus/noise.ts';
import { receivingNeurons } from '../../model/stimulus/receivers.ts';
import { DECAY_START, drivenNeurons, partsOf, stimulusColumns } from '../../model/stimulus/stimulus.ts';
import { WAVEFORM_NAMES, type SharedWaveform } from '../../model/stimulus/waveform.ts';
import { fillList } from '../../compiler/targets/python.ts';
import type { ExportedRun } from '../exportedRun.ts';
import type { PythonArrays } from './pythonArrays.ts';
import { comment } from './pythonText.ts';

/** A list of receivers that is longer lies among the arrays. */
const MOST_LISTED = 40;

/** The stimulus of a run as functions of a Python program. */
export interface StimulusFunction {
  /** Columns per ms. */
  readonly samplesPerMs: number;
  /** `stimulus(column)`, µA/cm², [N], and what it uses. */
  readonly lines: readonly string[];
  /** For each current who receives it, and whether all get the same. */
  readonly receivers: readonly { readonly neurons: Uint32Array; readonly isShared: boolean }[];
}

/**
 * Writes the stimulus as a function of the column. Steps, ramps, odours, sines and pulse trains are formulas, the same ones as here, in the
 * same order; what was drawn or given is an array.
 */
export function writeStimulusFunction(exported: ExportedRun, arrays: PythonArrays): StimulusFunction {
  const { experiment, run, network } = exported;
  const { samples, samplesPerMs } = stimulusColumns(run.stimulus, network.n, run.duration, network.populations);
  const parts = partsOf(run.stimulus);
  const names = experiment.stimulus.filter(({ isOn }) => isOn).map(({ name }) => name);
  const writer = new StimulusWriter(
    exported,
    arrays,
    samplesPerMs,
    Math.min(samples, lastColumn(exported, samplesPerMs) + 1),
  );
  const body = parts.flatMap((part, k) => writer.part(part, k, names[k]));
  return {
    samplesPerMs,
    receivers: writer.received,
    lines: [
      ...writer.helpers(),
      '',
      '',
      '@lru_cache(maxsize=4)',
      'def stimulus(column):',
      '    """I_stim of every neuron at a column of the stimulus, µA/cm², [N]."""',
      ...(body.length > 0 ? ['    t = column / SAMPLES_PER_MS'] : []),
      '    I_stim = np.zeros(N)',
      ...body,
      '    return I_stim',
    ],
  };
}

/** The column that the last stage of the run reads. */
function lastColumn({ steps, run: { dt } }: ExportedRun, samplesPerMs: number): number {
  return Math.floor(steps * (dt * samplesPerMs) + 1e-6);
}

class StimulusWriter {
  readonly received: { neurons: Uint32Array; isShared: boolean }[] = [];
  private readonly needed = new Set<'odour' | 'pulse train'>();
  private readonly exported: ExportedRun;
  private readonly arrays: PythonArrays;
  private readonly samplesPerMs: number;
  private readonly columns: number;

  constructor(exported: ExportedRun, arrays: PythonArrays, samplesPerMs: number, columns: number) {
    this.exported = exported;
    this.arrays = arrays;
    this.samplesPerMs = samplesPerMs;
    this.columns = columns;
  }

  part(part: StimulusPart, index: number, name: string | undefined): string[] {
    const { n, populations } = this.exported.network;
    switch (part.kind) {
      case 'array':
        return this.array(part, index, name);
      case 'odour': {
        const who = this.receivers(drivenNeurons(part, n, populations), index, true);
        return who === undefined ? [] : ['', ...comment(titled(name, 'odour'), '    '), ...this.odour(part, who)];
      }
      case 'waveform': {
        const neurons = receivingNeurons(part.receivers, n, populations);
        const who = this.receivers(neurons, index, part.waveform.kind !== 'noise');
        if (who === undefined) return [];
        const { waveform, onset, offset } = part;
        const body = this.waveform(part, neurons, index);
        return [
          '',
          ...comment(titled(name, WAVEFORM_NAMES[waveform.kind]), '    '),
          `    if ${onset} <= t < ${offset}:`,
          ...body.slice(0, -1),
          ...fillList(`        I_stim[${who.before}`, who.items, `${who.after}] += ${body.at(-1)!}`),
        ];
      }
    }
  }

  /** The functions that the parts call. */
  helpers(): string[] {
    const lines: string[] = [];
    if (this.needed.has('odour')) {
      lines.push(
        '',
        '',
        'def odour(t, onset, offset, tau_rise, tau_decay):',
        '    """The time course of an odour, 0 to 1; all in ms."""',
        '    if t < onset:',
        '        return 0',
        '    if t < offset:',
        '        return 1 - exp(-(t - onset) / tau_rise)',
        `    return ${DECAY_START} * exp(-(t - offset) / tau_decay)`,
      );
    }
    if (this.needed.has('pulse train')) {
      lines.push(
        '',
        '',
        'def pulse_train(elapsed, width, period):',
        '    """1 during the pulses, 0 between them; all in ms."""',
        '    # A billionth of a period is rounding noise, not time.',
        '    since = elapsed - period * floor(elapsed / period + 1e-9)',
        '    return 1 if since < width - period * 1e-9 else 0',
      );
    }
    return lines;
  }

  private odour({ amplitude, onset, offset, tauRise, tauDecay }: OdourStimulus, who: Who): string[] {
    this.needed.add('odour');
    const time = fillList('    time_course = odour(', ['t', ...[onset, offset, tauRise, tauDecay].map(String)], ')');
    return [...time, ...fillList(`    I_stim[${who.before}`, who.items, `${who.after}] += ${amplitude} * time_course`)];
  }

  /** Lines, and at last the expression of the current. */
  private waveform({ waveform, onset, offset }: WaveformStimulus, neurons: Uint32Array, index: number): string[] {
    if (waveform.kind !== 'noise') return this.shared(waveform, onset, offset);
    const { mean, deviation, tau, seed } = waveform;
    const end = Math.min(offset, this.exported.run.duration + 1);
    const samples = Math.max(0, noiseSampleAt(end, onset) + 1);
    const noise = new OrnsteinUhlenbeck(tau, seed, neurons);
    const values = new Float64Array(samples * neurons.length);
    for (let k = 0; k < samples; k++) values.set(noise.read(k), k * neurons.length);
    const array = this.arrays.add(`noise_${index}`, [samples, neurons.length], values);
    return [
      `        # Ornstein-Uhlenbeck noise of mean 0 and deviation 1, tau ${tau} ms,`,
      `        # seed ${seed}: a value every ${NOISE_HOLD} ms for each receiver`,
      `        sample = int((t - ${onset}) / ${NOISE_HOLD} + 1e-6)`,
      `${mean} + ${deviation} * ${array}[sample]`,
    ];
  }

  private shared(waveform: SharedWaveform, onset: number, offset: number): string[] {
    switch (waveform.kind) {
      case 'step':
        return [`${waveform.amplitude}`];
      case 'ramp': {
        const { from, to } = waveform;
        return [
          `        elapsed = t - ${onset}`,
          `        current = ${from} + (${to} - ${bracket(from)}) * elapsed / (${offset} - ${bracket(onset)})`,
          'current',
        ];
      }
      case 'sine': {
        const { mean, amplitude, frequency, phase } = waveform;
        return [
          `        elapsed = t - ${onset}`,
          `        angle = 2 * pi * ${frequency} * elapsed / 1000 + ${phase}`,
          `${mean} + ${amplitude} * sin(angle)`,
        ];
      }
      case 'pulseTrain': {
        const { amplitude, width, period } = waveform;
        this.needed.add('pulse train');
        return [`        on = pulse_train(t - ${onset}, ${width}, ${period})`, `${amplitude} * on`];
      }
    }
  }

  private array(part: Extract<StimulusPart, { kind: 'array' }>, index: number, name: string | undefined): string[] {
    const { n, samples, samplesPerMs, values } = part;
    const ratio =
      samplesPerMs === this.samplesPerMs ? 'column' : `int(column * ${samplesPerMs} / SAMPLES_PER_MS + 1e-6)`;
    const last = Math.floor(((this.columns - 1) * samplesPerMs) / this.samplesPerMs + 1e-6);
    const rows = Math.min(samples, last + 1);
    const driven = drivenColumns(values, n, rows);
    const who = this.receivers(driven, index, false);
    if (who === undefined) return [];
    const kept =
      values instanceof Float32Array ? new Float32Array(rows * driven.length) : new Float64Array(rows * driven.length);
    for (let r = 0; r < rows; r++) driven.forEach((i, k) => (kept[r * driven.length + k] = values[r * n + i]!));
    const array = this.arrays.add(`current_${index}`, [rows, driven.length], kept);
    return [
      '',
      ...comment(`${titled(name, part.name)}: its last row holds for ever`, '    '),
      `    row = min(${ratio}, ${rows - 1})`,
      ...fillList(`    I_stim[${who.before}`, who.items, `${who.after}] += ${array}[row]`),
    ];
  }

  /** How NumPy names them; undefined where there are none. */
  private receivers(neurons: Uint32Array, index: number, isShared: boolean): Who | undefined {
    if (neurons.length === 0) return undefined;
    this.received.push({ neurons, isShared });
    const [first, last] = [neurons[0]!, neurons.at(-1)!];
    if (last - first + 1 === neurons.length) return { before: '', items: [`${first}:${last + 1}`], after: '' };
    if (neurons.length <= MOST_LISTED) return { before: '[', items: [...neurons].map(String), after: ']' };
    const array = this.arrays.add(`receivers_${index}`, [neurons.length], Int32Array.from(neurons));
    return { before: '', items: [array], after: '' };
  }
}

/** An index: before, items, after. */
interface Who {
  readonly before: string;
  readonly items: readonly string[];
  readonly after: string;
}

/** The neurons that an array of [rows, n] drives at any time. */
function drivenColumns(values: Float32Array | Float64Array, n: number, rows: number): Uint32Array {
  const isDriven = new Uint8Array(n);
  for (let k = 0; k < rows * n; k++) if (values[k] !== 0) isDriven[k % n] = 1;
  return Uint32Array.from({ length: n }, (_, i) => i).filter((i) => isDriven[i] === 1);
}

function titled(name: string | undefined, kind: string): string {
  return name === undefined || name === kind ? kind : `${name}: ${kind}`;
}

function bracket(value: number): string {
  return value < 0 ? `(${value})` : `${value}`;
}
