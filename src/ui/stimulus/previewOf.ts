import type { StimulusPreview } from '../../charts/stimulusPreview.ts';
import { niceStep } from '../../charts/ticks.ts';
import { previewStimulus } from '../../files/stimulusPreview.ts';
import type { StimulusPreview as FilePreview } from '../../files/stimulusPreview.ts';
import { populationRanges } from '../../model/buildNetwork.ts';
import type { ArrayStimulus, RunDescription, StimulusPart, WaveformStimulus } from '../../model/description.ts';
import type { PopulationRange } from '../../model/population.ts';
import { PRESETS } from '../../model/presets.ts';
import { odourTimeCourse, partsOf, stimulusColumns } from '../../model/stimulus/stimulus.ts';
import { OrnsteinUhlenbeck, noiseSampleAt } from '../../model/stimulus/noise.ts';
import { waveformAt } from '../../model/stimulus/waveform.ts';
import { drivenByPart } from '../../store/drivenNeurons.ts';
import type { StimulusEntry } from '../../store/labDocument.ts';
import type { RunEditMark } from '../../store/runState.ts';

/** At most, and more than a third of it: bins are 1, 2 or 5 of a power of ten ms long, so that steps at such times begin with a bin. */
const MOST_BINS = 4000;
/** A bin is looked at in at most so many places. */
const MOST_PLACES = 16;
/** So many values of a noise are drawn for a picture of it: below a frame. Of more neurons some stand for all. */
const MOST_DRAWN = 300_000;

/** How the time of a run is cut. */
interface Binning {
  /** ms */
  readonly interval: number;
  readonly bins: number;
}

/** One part over the neurons that it drives, [bins] each, µA/cm². */
interface PartPreview {
  readonly driven: Uint32Array;
  readonly min: Float32Array;
  readonly max: Float32Array;
  readonly mean: Float32Array;
  /** Its range at one time of a bin. */
  readonly at: RangeAt;
}

interface Range {
  readonly min: number;
  readonly max: number;
}

type RangeAt = (bin: number, t: number) => Range;

/** How a part is read bin by bin, ascending, and then at single times. */
interface PartReader {
  readonly binOf: (bin: number) => BinRange;
  readonly at?: RangeAt;
}

/** Range and mean of the current at the times of a bin. */
interface BinRange {
  min: number;
  max: number;
  mean: number;
}

const parts = new WeakMap<StimulusPart, { readonly key: string; readonly preview: PartPreview }>();
const files = new WeakMap<ArrayStimulus['values'], FilePreview>();

/**
 * What the charts draw of a run's stimulus: the sum of its parts, each of which is looked at once as long as it stays as it is. Where several
 * of them vary within a bin they are added at the same times. Noises and files vary between neurons too: of them ranges are added, which the
 * range of the sum lies within.
 * @param entries of the document: what was condensed when a file was read is with them
 */
export function previewOf(run: RunDescription, entries: readonly StimulusEntry[]): StimulusPreview | undefined {
  const { stimulus, network, duration } = run;
  const { n, preset, counts } = network;
  const [only, ...others] = partsOf(stimulus);
  if (only?.kind === 'array' && others.length === 0) return spread(ofFile(only, entries), only.samplesPerMs);
  const populations = populationRanges(PRESETS[preset], n, counts);
  const binning = binningOf(duration);
  const seen = partsOf(stimulus).map((part) => previewPart(part, n, populations, binning, entries));
  return { interval: binning.interval, ...addUp(seen, n, binning), n };
}

/**
 * The stimulus as it was really injected: before the time of an edit that of the run before it. What was found for the edits that were
 * there the last time is kept, so that a drag while the run goes on costs no more for the hundredth edit than for the first.
 */
export class InjectedPreview {
  #started: RunDescription | undefined;
  #edits: readonly RunEditMark[] = [];
  #duration = 0;
  /** Of the run after the last edit, as if it had always been so. */
  #last: StimulusPreview | undefined;
  #whole: StimulusPreview | undefined;

  read(
    started: RunDescription,
    edits: readonly RunEditMark[],
    { duration }: RunDescription,
    entries: readonly StimulusEntry[],
  ): StimulusPreview | undefined {
    const isContinued =
      started === this.#started &&
      duration === this.#duration &&
      this.#edits.every((edit, e) => edit.time === edits[e]?.time && edit.run.stimulus === edits[e].run.stimulus);
    if (!isContinued) {
      this.#started = started;
      this.#duration = duration;
      this.#edits = [];
      this.#last = previewOf({ ...started, duration }, entries);
      this.#whole = this.#last;
    }
    for (let e = this.#edits.length; e < edits.length; e++) {
      const { stimulus } = (edits[e - 1] ?? { run: started }).run;
      if (edits[e]!.run.stimulus !== stimulus) this.#add(edits[e]!, entries);
    }
    this.#edits = edits;
    return this.#whole;
  }

  #add({ time, run }: RunEditMark, entries: readonly StimulusEntry[]): void {
    const next = previewOf({ ...run, duration: this.#duration }, entries);
    const [whole, last] = [this.#whole, this.#last];
    this.#last = next;
    if (!next || !whole || !last || time <= 0) {
      this.#whole = next;
      return;
    }
    const { interval, bins } = binningOf(this.#duration);
    const [min, max, mean] = [new Float32Array(bins), new Float32Array(bins), new Float32Array(bins)];
    for (let bin = 0; bin < bins; bin++) {
      const [from, to] = [bin * interval, (bin + 1) * interval];
      // A billionth of a bin is rounding noise, not time.
      const share = Math.min(1, Math.max(0, (time - from) / interval));
      const before = share > 1e-9 ? rangeBetween(whole, from, to) : undefined;
      const after = share < 1 - 1e-9 ? rangeBetween(next, from, to) : undefined;
      min[bin] = Math.min(before?.min ?? Infinity, after?.min ?? Infinity);
      max[bin] = Math.max(before?.max ?? -Infinity, after?.max ?? -Infinity);
      if (before && after) mean[bin] = before.mean + (1 - share) * (after.mean - rangeBetween(last, from, to).mean);
      else mean[bin] = (before ?? after)!.mean;
    }
    this.#whole = { interval, min, max, mean, driven: Math.max(whole.driven, next.driven), n: next.n };
  }
}

/** One part alone. */
export function previewOfPart(
  part: StimulusPart,
  run: RunDescription,
  entries: readonly StimulusEntry[],
): StimulusPreview {
  const { network, duration } = run;
  const { n, preset, counts } = network;
  const binning = binningOf(duration);
  const populations = populationRanges(PRESETS[preset], n, counts);
  const { driven, min, max, mean } = previewPart(part, n, populations, binning, entries);
  return { interval: binning.interval, min, max, mean, driven: driven.length, n };
}

function binningOf(duration: number): Binning {
  const interval = niceStep(duration, MOST_BINS);
  // A duration of 100 ms is 2000 bins of 0.05 ms, whatever the quotient is rounded to.
  return { interval, bins: Math.max(1, Math.ceil(duration / interval - 1e-6)) };
}

function previewPart(
  part: StimulusPart,
  n: number,
  populations: readonly PopulationRange[],
  binning: Binning,
  entries: readonly StimulusEntry[],
): PartPreview {
  const { interval, bins } = binning;
  const key = [interval, bins, n, ...populations.map(({ count }) => count)].join();
  const before = parts.get(part);
  if (before?.key === key) return before.preview;
  const driven = drivenByPart(part, n, populations);
  const [min, max, mean] = [new Float32Array(bins), new Float32Array(bins), new Float32Array(bins)];
  const nothing: PartReader = { binOf: () => ({ min: 0, max: 0, mean: 0 }) };
  const { binOf, at } = driven.length === 0 ? nothing : partReader(part, driven, binning, entries);
  const ofBin: RangeAt = (bin) => ({ min: min[bin]!, max: max[bin]! });
  const preview = { driven, min, max, mean, at: at ?? ofBin };
  for (let bin = 0; bin < bins; bin++) {
    const range = binOf(bin);
    min[bin] = range.min;
    max[bin] = range.max;
    mean[bin] = range.mean;
  }
  parts.set(part, { key, preview });
  return preview;
}

function partReader(
  part: StimulusPart,
  driven: Uint32Array,
  binning: Binning,
  entries: readonly StimulusEntry[],
): PartReader {
  const { interval } = binning;
  switch (part.kind) {
    case 'array': {
      const file = spread(ofFile(part, entries), part.samplesPerMs);
      return { binOf: (bin) => rangeBetween(file, bin * interval, (bin + 1) * interval) };
    }
    case 'odour':
      return sampled((t) => part.amplitude * odourTimeCourse(part, t), interval);
    case 'waveform': {
      const { waveform, onset, offset } = part;
      if (waveform.kind === 'noise') return noiseReader(part, waveform, driven, binning);
      return sampled(
        (t) => (t >= onset && t < offset ? waveformAt(waveform, t, onset, offset) : 0),
        interval,
        waveform.kind === 'pulseTrain' ? Math.min(waveform.width, waveform.period - waveform.width) : undefined,
      );
    }
  }
}

/** A current that is the same in all neurons, at evenly spread times of a bin; more of them where something `short` (ms) would be missed. */
function sampled(current: (t: number) => number, interval: number, short?: number): PartReader {
  const most = short !== undefined && short > 0 ? 8 * MOST_PLACES : MOST_PLACES;
  const places = placesIn(interval, most);
  const binOf = (bin: number): BinRange => {
    const range: BinRange = { min: Infinity, max: -Infinity, mean: 0 };
    for (let place = 0; place < places; place++) {
      const value = current(timeAt(interval, bin, place / places));
      range.min = Math.min(range.min, value);
      range.max = Math.max(range.max, value);
      range.mean += value / places;
    }
    return range;
  };
  const at: RangeAt = (_, t) => {
    const value = current(t);
    return { min: value, max: value };
  };
  return { binOf, at };
}

/** In how many places a bin is looked at: each column of the stimulus, but no more than `most`. */
function placesIn(interval: number, most: number): number {
  return Math.max(1, Math.min(most, Math.ceil(100 * interval - 1e-6)));
}

/** ms, on the grid of the columns: an onset belongs to the bin that it begins. */
function timeAt(interval: number, bin: number, share: number): number {
  return Math.round(interval * (bin + share) * 1e6) / 1e6;
}

function noiseReader(
  { onset, offset }: WaveformStimulus,
  { mean, deviation, tau, seed }: { mean: number; deviation: number; tau: number; seed: number },
  driven: Uint32Array,
  { interval, bins }: Binning,
): PartReader {
  const samples = Math.max(1, noiseSampleAt(Math.min(offset, bins * interval), onset));
  const count = Math.max(1, Math.min(driven.length, Math.floor(MOST_DRAWN / samples)));
  const shown = Uint32Array.from({ length: count }, (_, k) => driven[Math.floor((k * driven.length) / count)]!);
  const noise = new OrnsteinUhlenbeck(tau, seed, shown);
  // Long runs: some samples of each bin stand for all of it.
  const stride = Math.max(1, Math.floor((samples * count) / MOST_DRAWN));
  /** Of the time within each bin in which it flows. */
  const flowing = new Map<number, Range>();
  const at: RangeAt = (bin, t) => (t >= onset && t < offset && flowing.get(bin)) || { min: 0, max: 0 };
  const binOf = (bin: number): BinRange => {
    const from = Math.max(onset, bin * interval);
    const to = Math.min(offset, (bin + 1) * interval);
    if (to <= from) return { min: 0, max: 0, mean: 0 };
    const range: BinRange = { min: Infinity, max: -Infinity, mean: 0 };
    const first = noiseSampleAt(from, onset);
    const end = Math.max(first + 1, noiseSampleAt(to, onset));
    let taken = 0;
    for (let sample = first; sample < end; sample += stride) {
      for (const value of noise.read(sample)) {
        const current = mean + deviation * value;
        range.min = Math.min(range.min, current);
        range.max = Math.max(range.max, current);
        range.mean += current;
        taken++;
      }
    }
    range.mean *= (to - from) / interval / taken;
    flowing.set(bin, { min: range.min, max: range.max });
    const isWhole = to - from > interval * (1 - 1e-9);
    return isWhole ? range : { min: Math.min(0, range.min), max: Math.max(0, range.max), mean: range.mean };
  };
  return { binOf, at };
}

/**
 * Adds parts up, over the neurons that receive a current at the time: those of the parts that are not 0 there. A part that flows later, or
 * has been, does not pull the mean down for neurons that feel nothing of it; a file's neurons are those that it ever drives.
 */
function addUp(
  seen: readonly PartPreview[],
  n: number,
  { interval, bins }: Binning,
): Pick<StimulusPreview, 'min' | 'max' | 'mean' | 'driven'> {
  if (seen.length === 1) {
    const { min, max, mean, driven } = seen[0]!;
    return { min, max, mean, driven: driven.length };
  }
  const [min, max, mean] = [new Float32Array(bins), new Float32Array(bins), new Float32Array(bins)];
  const members: number[][] = Array.from({ length: n }, () => []);
  seen.forEach(({ driven }, p) => {
    for (const neuron of driven) members[neuron]?.push(p);
  });
  // Neurons that the same parts drive are looked at once.
  const groups = new Map<string, { readonly own: readonly number[]; count: number }>();
  for (const own of members) {
    const key = own.join();
    const group = groups.get(key);
    if (group) group.count++;
    else if (own.length > 0) groups.set(key, { own, count: 1 });
  }
  const driven = members.filter((own) => own.length > 0).length;
  const places = placesIn(interval, 8 * MOST_PLACES);
  for (let bin = 0; bin < bins; bin++) {
    let [low, high, sum, receiving] = [Infinity, -Infinity, 0, 0];
    for (const { own, count } of groups.values()) {
      let [least, most, flowing, varying] = [0, 0, 0, 0];
      for (const p of own) {
        const { min: lows, max: highs } = seen[p]!;
        least += lows[bin]!;
        most += highs[bin]!;
        if (lows[bin] !== 0 || highs[bin] !== 0) flowing++;
        if (lows[bin] !== highs[bin]) varying++;
      }
      if (flowing === 0) continue;
      receiving += count;
      if (varying > 1) {
        // One may end where the other begins: their largest currents never flow together.
        [least, most] = [Infinity, -Infinity];
        for (let place = 0; place < places; place++) {
          const t = timeAt(interval, bin, place / places);
          let [lower, upper] = [0, 0];
          for (const p of own) {
            const there = seen[p]!.at(bin, t);
            lower += there.min;
            upper += there.max;
          }
          least = Math.min(least, lower);
          most = Math.max(most, upper);
        }
      }
      low = Math.min(low, least);
      high = Math.max(high, most);
    }
    if (receiving === 0) continue;
    for (const part of seen) sum += part.mean[bin]! * part.driven.length;
    min[bin] = low;
    max[bin] = high;
    mean[bin] = sum / receiving;
  }
  return { min, max, mean, driven };
}

/** Of the bins that from ≤ t < to touches; after the last one it holds. */
function rangeBetween({ interval, min, max, mean }: StimulusPreview, from: number, to: number): BinRange {
  const first = Math.min(min.length - 1, Math.floor(from / interval + 1e-6));
  const end = Math.min(min.length, Math.max(first + 1, Math.ceil(to / interval - 1e-6)));
  const range: BinRange = { min: Infinity, max: -Infinity, mean: 0 };
  for (let bin = first; bin < end; bin++) {
    range.min = Math.min(range.min, min[bin]!);
    range.max = Math.max(range.max, max[bin]!);
    range.mean += mean[bin]! / (end - first);
  }
  return range;
}

/** A file's samples were condensed when it was read. */
function ofFile(part: ArrayStimulus, entries: readonly StimulusEntry[]): FilePreview {
  const known =
    files.get(part.values) ?? entries.find(({ upload }) => upload?.stimulus.values === part.values)?.upload?.preview;
  const preview = known ?? previewStimulus(stimulusColumns(part, part.n, 0));
  files.set(part.values, preview);
  return preview;
}

/** The file's preview has a mean over all neurons; the charts show that of the driven ones. */
function spread({ n, samples, min, max, mean, driven }: FilePreview, samplesPerMs: number): StimulusPreview {
  const interval = samples / mean.length / samplesPerMs;
  return { interval, min, max, mean: mean.map((value) => (driven > 0 ? (value * n) / driven : 0)), driven, n };
}
