import { asObject, flag, listOf, numberFrom, objectOf, oneOf, text, wholeFrom } from '../../experiment/shape.ts';
import { describeRun } from '../../experiment/describeRun.ts';
import { MOST_NEURONS } from '../../model/buildNetwork.ts';
import { keepRecording, recordingOfKept } from '../../recording/keptRecording.ts';
import type { KeptRecording } from '../../recording/keptRecording.ts';
import type { Recording } from '../../recording/recording.ts';
import type { LabDocument } from '../labDocument.ts';
import { keepDocument, readKeptDocument } from '../results/keptDocument.ts';
import { pause } from '../pause.ts';
import { DamagedResult, whole } from '../results/packedResult.ts';
import { count, cut, engineInfo, keptEngineInfo, time } from '../results/readParts.ts';
import { documentWithRun } from './documentOfRun.ts';
import { LETTERS } from './pins.ts';
import type { PinnedRun, PinnedSpikes } from './pins.ts';

type ArrayReader = Parameters<typeof readKeptDocument>[1];

const size = wholeFrom(0, MOST_NEURONS);
const floats = (array: unknown): Float32Array<ArrayBuffer> | undefined =>
  array instanceof Float32Array ? (array as Float32Array<ArrayBuffer>) : undefined;

/** A pinned run with its samples as it is kept, but for its name, which may change without them; undefined where it goes on faster than it is copied. */
export async function keepPin(pin: PinnedRun | PinnedSpikes, recording: Recording): Promise<object | undefined> {
  const kept = await keepRecording(recording, pause);
  if (!kept) return undefined;
  const { kind, letter, isAutomatic } = pin;
  const common = { kind, letter, isAutomatic, recording: kept };
  if (pin.kind === 'spikes') return { ...common, file: cut(pin.file), notes: pin.notes.map(cut) };
  const { document, started, engine } = pin;
  const edits = [];
  for (const { run, label, gesture, time: at } of pin.edits) {
    const edited = await keepDocument(documentWithRun(document, run));
    edits.push({ time: at, label: cut(label), ...(gesture !== undefined && { gesture }), document: edited });
  }
  return {
    ...common,
    document: await keepDocument(document),
    started: await keepDocument(documentWithRun({ ...document, stimulus: pin.stimulus }, started)),
    edits,
    ...(engine && { engine: keptEngineInfo(engine) }),
  };
}

/**
 * What `keepPin` has kept, of which nothing is known yet.
 * @param name as which it was kept
 * @param shown what the lab shows
 * @throws DamagedResult
 */
export async function readPin(
  name: string,
  value: Readonly<Record<string, unknown>>,
  array: ArrayReader,
  shown: LabDocument,
): Promise<{ readonly pin: PinnedRun | PinnedSpikes; readonly recording: Recording }> {
  const common = { name, ...whole(pinned(value), 'its letter') };
  const recording = await recordingOf(readRecording(asObject(value['recording']), array));
  if (value['kind'] === 'spikes') {
    return { pin: { kind: 'spikes', ...common, ...whole(spikesOf(value), 'its file’s name') }, recording };
  }
  if (value['kind'] !== 'run') throw new DamagedResult('its kind cannot be read');
  const document = await readKeptDocument(value['document'], array, shown);
  const { stimulus, ...started } = await readKeptDocument(value['started'], array, shown);
  const run = describeRun({ ...started, stimulus });
  if (run.network.n !== recording.n || run.dt !== recording.dt || run.recordEvery !== recording.recordEvery) {
    throw new DamagedResult('its samples are of another run');
  }
  const edits = [];
  for (const one of whole(listOf(asObject, MOST_EDITS)(value['edits']), 'its edits')) {
    const { gesture, ...edit } = whole(mark(one), 'one of its edits');
    edits.push({ ...edit, gesture, run: describeRun(await readKeptDocument(one['document'], array, shown)) });
  }
  const engine = value['engine'] === undefined ? undefined : whole(engineInfo(value['engine']), 'its engine');
  return { pin: { kind: 'run', ...common, document, started: run, stimulus, edits, engine }, recording };
}

async function recordingOf(kept: KeptRecording): Promise<Recording> {
  try {
    return await recordingOfKept(kept, pause);
  } catch (error) {
    if (error instanceof RangeError) throw new DamagedResult(error.message);
    throw error;
  }
}

const MOST_EDITS = 10_000;

const pinned = objectOf({ letter: oneOf(...LETTERS), isAutomatic: flag });
const spikesOf = objectOf({ file: text, notes: listOf(text, 1000) });
const mark = objectOf({ time, label: text }, { gesture: text });

const recorded = objectOf({
  populations: listOf(objectOf({ name: text, first: size, count: size }), 100),
  dt: numberFrom(Number.MIN_VALUE, Number.MAX_VALUE),
  recordEvery: wholeFrom(1, Number.MAX_SAFE_INTEGER),
  hasVoltage: flag,
  hasEvents: flag,
  firstStep: count,
  endStep: count,
  firstRow: count,
});

function readRecording(value: Readonly<Record<string, unknown>>, array: ArrayReader): KeptRecording {
  const spikes = (one: unknown): KeptRecording['spikes'] | undefined => {
    const [neuron, times] = [array(asObject(one)['neuron']), array(asObject(one)['time'])];
    return neuron instanceof Uint32Array && times instanceof Float64Array ? { neuron, time: times } : undefined;
  };
  return {
    ...whole(recorded(value), 'what it recorded'),
    voltage: whole(floats(array(value['voltage'])), 'its voltages'),
    means: whole(floats(array(value['means'])), 'its mean voltages'),
    spikes: whole(spikes(value['spikes']), 'its spikes'),
    events: whole(spikes(value['events']), 'its events'),
  };
}
