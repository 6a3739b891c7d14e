import { describe, expect, test } from 'vitest';
import type { DivergenceError, Problem } from '../../engine/engine.ts';
import type { EnsembleEngine } from '../../engine/ensemble.ts';
import type { EngineInfo } from '../../engine/engineInfo.ts';
import { openEngine } from '../../engine/openEngine.ts';
import { ReferenceEngine } from '../../engine/reference/referenceEngine.ts';
import type { ArrayStimulus, RunDescription, StimulusPart, SumStimulus } from '../../model/description.ts';
import { MOST_SEED } from '../../model/random.ts';
import { DEFAULT_ODOUR } from '../../model/stimulus/stimulus.ts';
import { Session } from '../session.ts';
import {
  memberRun,
  type EnsembleDescription,
  type EnsembleEvent,
  type EnsembleMember,
  type MemberResult,
} from './ensemble.ts';
import type { MemberPort, ToMemberWorker } from './memberPort.ts';
import { simulateOnDevice, type OpenEnsemble } from './simulateOnDevice.ts';
import { simulateOnWorkers } from './simulateOnWorkers.ts';
import { localWorker } from './testing/localWorker.ts';
import { WorkerPool } from './workerPool.ts';

/** Twelve neurons, of which some spike within 40 ms. */
const base: RunDescription = {
  network: { preset: 'nerveflow', n: 12, seed: 1, changes: [{ kind: 'scale', parameter: 'g_ACh', factor: 2 }] },
  stimulus: { ...DEFAULT_ODOUR, onset: 0, tauRise: 1, amplitude: 20, share: 0.6 },
  dt: 0.01,
  duration: 40,
  recordEvery: 100,
};

const description: EnsembleDescription = {
  base,
  members: [
    {},
    { changes: [{ kind: 'set', parameter: 'g_GABA', value: 0 }] },
    { seed: 5 },
    { seed: 6, changes: [{ kind: 'set', parameter: 'E_L', population: 'PN', value: -50 }] },
    { stimulus: { ...DEFAULT_ODOUR, onset: 0, tauRise: 1, amplitude: 30 } },
  ],
};

const info: EngineInfo = { kind: 'webgpu', precision: 'float64', device: 'a test', isSoftware: true, reason: 'a test' };

/** An ensemble of reference engines that takes at most `most` members. */
function openEnsembleOf(most: number): OpenEnsemble {
  return async (problems) => {
    if (problems.length > most) throw new RangeError(`${problems.length} members do not fit: expected ${most}`);
    return { engine: new ReferenceEnsemble(problems), info };
  };
}

class ReferenceEnsemble implements EnsembleEngine {
  step = 0;
  readonly members: number;
  readonly mostSteps = 777;
  private readonly engines: ReferenceEngine[];
  private readonly errors = new Map<ReferenceEngine, DivergenceError>();

  constructor(problems: readonly Problem[]) {
    this.engines = problems.map((problem) => new ReferenceEngine(problem));
    this.members = problems.length;
  }

  async advance(steps: number) {
    this.step += steps;
    return this.engines.map((engine) => {
      try {
        return this.errors.get(engine) ?? engine.advanceNow(steps);
      } catch (error) {
        this.errors.set(engine, error as DivergenceError);
        return error as DivergenceError;
      }
    });
  }

  dispose(): void {}
}

/** Results by member; each came once, and the share that was said to be done grew to 1. */
async function collect(events: AsyncIterable<EnsembleEvent>): Promise<MemberResult[]> {
  const results: MemberResult[] = [];
  let share = 0;
  for await (const event of events) {
    if (event.kind === 'progress') {
      expect(event.share).toBeGreaterThanOrEqual(share);
      share = event.share;
    } else {
      expect(results[event.index]).toBeUndefined();
      results[event.index] = event.result;
    }
  }
  expect(share).toBe(1);
  return results;
}

async function alone(run: RunDescription) {
  const session = await Session.open(run, { choice: 'reference' }, openEngine);
  const spikes: [number, number][] = [];
  const means: number[] = [];
  const { first, count } = session.network.populations[0]!;
  while (!session.isDone) {
    const { spikeNeuron, spikeStep, voltage } = await session.advance();
    spikeNeuron.forEach((neuron, s) => spikes.push([neuron, spikeStep[s]! * run.dt]));
    for (let row = 0; row < voltage.length; row += session.network.n) {
      const V = Array.from(voltage.subarray(row + first, row + first + count));
      means.push(V.reduce((sum, value) => sum + value, 0) / count);
    }
  }
  return { spikes, means };
}

describe.each([
  [
    'two workers',
    () => simulateOnWorkers(description, { choice: 'reference' }, { workers: 2, createWorker: () => localWorker() }),
  ],
  [
    'a device in a worker',
    () => {
      const createWorker = () => localWorker({ openEnsemble: openEnsembleOf(3), openEngine });
      return simulateOnWorkers(description, { choice: 'reference' }, { workers: 2, isTogether: true, createWorker });
    },
  ],
  [
    'one device',
    () => simulateOnDevice(description, { choice: 'webgpu' }, { openEnsemble: openEnsembleOf(9), openEngine }),
  ],
  [
    'a device that takes three at once',
    () => simulateOnDevice(description, { choice: 'reference' }, { openEnsemble: openEnsembleOf(3), openEngine }),
  ],
  [
    'a device that takes one at a time',
    () => simulateOnDevice(description, { choice: 'reference' }, { openEnsemble: openEnsembleOf(1), openEngine }),
  ],
])('an ensemble on %s', (_, simulate) => {
  test('gives every member the spikes and the mean voltages of the same run alone', async () => {
    const results = await collect(simulate());
    expect(results).toHaveLength(description.members.length);
    const seen = new Set<string>();
    for (const [index, member] of description.members.entries()) {
      const { spikes, means } = await alone(memberRun(base, member));
      const { spikeNeuron, spikeTime, meanVoltage, rowInterval, time, diverged } = results[index]!;
      expect(Array.from(spikeNeuron, (neuron, s) => [neuron, spikeTime[s]!])).toEqual(spikes);
      // kept as float32 of float32 rows
      meanVoltage[0]!.forEach((mean, row) => expect(Math.abs(mean - means[row]!)).toBeLessThan(1e-5));
      expect(meanVoltage[0]).toHaveLength(40);
      expect({ rowInterval, time, diverged }).toEqual({ rowInterval: 1, time: 40, diverged: undefined });
      expect(spikes.length).toBeGreaterThan(0);
      seen.add(JSON.stringify(spikes));
    }
    // Otherwise members that got each other's parameters would look right.
    expect(seen.size).toBe(description.members.length);
  });
});

describe('a member that diverges', () => {
  // dt is too long for spikes; without sodium there are none
  const diverging: EnsembleDescription = {
    base: { ...base, dt: 0.05, duration: 20 },
    members: [{}, { changes: [{ kind: 'scale', parameter: 'g_Na', factor: 0 }] }],
  };

  test.each([
    [
      'workers',
      () => simulateOnWorkers(diverging, { choice: 'reference' }, { workers: 1, createWorker: () => localWorker() }),
    ],
    [
      'a device',
      () => simulateOnDevice(diverging, { choice: 'webgpu' }, { openEnsemble: openEnsembleOf(2), openEngine }),
    ],
  ])('on %s says so in its result, and the others go on', async (_, simulate) => {
    const [first, second] = await collect(simulate());
    expect(first!.diverged).toMatch(
      /^neuron \d+ \(PN\): \w+ (reached -?[\d.e+]+( mV)?|is no number any more) at t = [\d.]+ ms with dt = 0\.05 ms$/,
    );
    expect(first!.time).toBeLessThan(20);
    expect(second).toMatchObject({ time: 20 });
    expect(second!.diverged).toBeUndefined();
  });
});

test('members have no probes, whatever their base records', async () => {
  // Of a neuron that is not even there.
  const probes = [{ neuron: 12, variable: 'Ca' }];
  const [plain, probed] = [base, { ...base, probes }].map((one) => ({ base: { ...one, duration: 5 }, members: [{}] }));
  const createWorker = () => localWorker();
  const request = { choice: 'reference' } as const;
  const [expected] = await collect(simulateOnWorkers(plain!, request, { workers: 1, createWorker }));
  const options = { openEnsemble: openEnsembleOf(1), openEngine };
  for (const events of [
    simulateOnWorkers(probed!, request, { workers: 1, createWorker }),
    simulateOnDevice(probed!, request, options),
  ]) {
    expect((await collect(events))[0]!.meanVoltage).toEqual(expected!.meanVoltage);
  }
});

test('a member that cannot be run ends the ensemble with its sentence', async () => {
  const refused = { base, members: [{ changes: [{ kind: 'set', parameter: 'g_GABA', value: 9 } as const] }, {}] };
  const sentence = 'g_GABA would be 9 mS/cm²: expected 0 to 5 mS/cm²';
  const onWorkers = simulateOnWorkers(
    refused,
    { choice: 'reference' },
    { workers: 2, createWorker: () => localWorker() },
  );
  await expect(collect(onWorkers)).rejects.toThrow(sentence);
  const options = { openEnsemble: openEnsembleOf(2), openEngine };
  await expect(collect(simulateOnDevice(refused, { choice: 'reference' }, options))).rejects.toThrow(sentence);
});

test('an ensemble that is interrupted ends its workers', async () => {
  const interruption = new AbortController();
  let terminated = 0;
  const createWorker = (): MemberPort => {
    const port = localWorker();
    const { terminate } = port;
    port.terminate = () => {
      terminated++;
      return terminate();
    };
    return port;
  };
  const events = simulateOnWorkers(
    description,
    { choice: 'reference' },
    { workers: 2, createWorker, signal: interruption.signal },
  );
  await events.next();
  interruption.abort(new Error('enough'));
  await expect(events.next().then(() => events.next())).rejects.toThrow('enough');
  expect(terminated).toBe(2);
});

test('workers that have done their work serve the next ensemble; one that was stopped at work does not', async () => {
  let created = 0;
  const pool = new WorkerPool(() => {
    created++;
    return localWorker();
  });
  const options = { workers: 2, createWorker: () => pool.take(), keepWorker: (port: MemberPort) => pool.keep(port) };
  const simulate = () => simulateOnWorkers(description, { choice: 'reference' }, options);
  const first = await collect(simulate());
  const again = await collect(simulate());
  expect(created).toBe(2);
  expect(again.map(({ spikeTime }) => spikeTime)).toEqual(first.map(({ spikeTime }) => spikeTime));
  for await (const event of simulate()) if (event.kind === 'ended') break;
  await collect(simulate());
  expect(created).toBeGreaterThan(2);
});

test('what members share reaches a worker once, however many hold it', async () => {
  const values = new Float64Array(12);
  const samples: ArrayStimulus = { kind: 'array', name: 'current.npy', n: 12, samples: 1, samplesPerMs: 1, values };
  const members = [0, 1, 2].map((amplitude): EnsembleMember => ({
    stimulus: { kind: 'sum', parts: [{ ...DEFAULT_ODOUR, amplitude }, samples] },
  }));
  const received: ToMemberWorker[] = [];
  const createWorker = (): MemberPort => {
    const port = localWorker();
    const { postMessage } = port;
    port.postMessage = (message) => {
      received.push(structuredClone(message));
      postMessage(message);
    };
    return port;
  };
  const short = { ...base, duration: 1 };
  await collect(simulateOnWorkers({ base: short, members }, { choice: 'reference' }, { workers: 1, createWorker }));
  const begin = received[0]!;
  if (begin.type !== 'begin') throw new TypeError('expected the ensemble first');
  const arrays = begin.ensemble.members.map(({ stimulus }) => (stimulus as SumStimulus).parts[1]);
  expect(new Set(arrays).size).toBe(1);
  expect(received.slice(1)).toEqual([0, 1, 2].map((index) => ({ type: 'simulate', index })));
});

test('a seed draws initial state, connectivity and odour anew; what came from a file stays', () => {
  const seeded = memberRun(base, { seed: 9 });
  expect(seeded.network).toEqual({ ...base.network, seed: 9 });
  expect(seeded.stimulus).toEqual({ ...base.stimulus, seed: 9 });
  const samples = {
    kind: 'array',
    name: 'current.npy',
    n: 12,
    samples: 1,
    samplesPerMs: 1,
    values: new Float64Array(12),
  } as const;
  expect(memberRun({ ...base, stimulus: samples }, { seed: 9 }).stimulus).toBe(samples);
});

test('of several currents a seed moves all that is drawn, and none of them falls together with another', () => {
  const noise: StimulusPart = {
    kind: 'waveform',
    waveform: { kind: 'noise', mean: 0, deviation: 1, tau: 5, seed: 7 },
    receivers: { kind: 'share', share: 0.5, seed: 2 },
    onset: 0,
    offset: 9,
  };
  const step: StimulusPart = { ...noise, waveform: { kind: 'step', amplitude: 1 }, receivers: { kind: 'all' } };
  const parts = [step, { ...DEFAULT_ODOUR, seed: 4 }, { ...DEFAULT_ODOUR, seed: 3 }, noise];
  const { stimulus } = memberRun({ ...base, stimulus: { kind: 'sum', parts } }, { seed: 0 });
  const moved = (stimulus as SumStimulus).parts;
  expect(moved[0]).toBe(step);
  expect(moved.slice(1)).toMatchObject([
    { seed: 0 },
    { seed: MOST_SEED },
    { waveform: { seed: 3 }, receivers: { seed: MOST_SEED - 1 } },
  ]);
  const undrawn = { ...base, stimulus: { kind: 'sum', parts: [step] } } as const;
  expect(memberRun(undrawn, { seed: 9 }).stimulus).toBe(undrawn.stimulus);
});

test('a seed leaves an own initial state aside; probes are for runs of which samples are kept', () => {
  const network = { ...base.network, initialState: new Float64Array(1), initialStateName: 'initial_state.npy' };
  const probed = { ...base, network, probes: [{ neuron: 0, variable: 'I_Na' }] };
  expect(memberRun(probed, {})).toEqual({ ...base, network });
  expect(memberRun(probed, { seed: 1 })).toEqual(base);
});
