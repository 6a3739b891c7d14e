import type { NetworkState } from '../model/network.ts';
import type { PopulationRange } from '../model/population.ts';
import { PRESETS } from '../model/presets.ts';
import { readNeurons } from '../model/savedState.ts';
import type { StateReply } from '../simulation/client.ts';
import type { RunStore } from './runState.ts';

/** What every neuron of the run on screen has at one moment. */
export interface NeuronState extends Pick<NetworkState, 'neurons' | 't_fire'> {
  readonly populations: readonly PopulationRange[];
  /** The open fraction of every synapse, type after type, each row by row (postsynaptic neuron) of its matrix. */
  readonly openFractions: Float64Array;
  /** ms. */
  readonly time: number;
}

/** The state is read at most so often, ms. */
const INTERVAL = 200;

/** A network whose state takes long to read is asked less often: the reading takes at most a quarter of the time. */
const REST = 3;

/**
 * Reads the state of the run while somebody listens, at most five times a second: while the run goes on, and once where it stands still.
 */
export class StateReader {
  /** The state that was read last; undefined while nothing runs. */
  current: NeuronState | undefined;
  readonly #run: RunStore;
  readonly #read: () => Promise<StateReply>;
  readonly #listeners = new Set<() => void>();
  #stopWatching: (() => void) | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isReading = false;
  #isOld = false;
  /** When the next reading may begin, ms. */
  #next = -Infinity;

  constructor(run: RunStore, read: () => Promise<StateReply>) {
    this.#run = run;
    this.#read = read;
  }

  /** Calls `listener` after every reading, from now on; returns how to stop it. */
  subscribe(listener: () => void): () => void {
    // An own function each time: one that listens twice is two.
    const own = (): void => listener();
    this.#listeners.add(own);
    this.#stopWatching ??= this.#run.subscribe((now, before) => {
      const isNew = now.status !== before.status || now.run !== before.run || now.progress !== before.progress;
      if (isNew) this.#age();
    });
    this.#age();
    return () => {
      this.#listeners.delete(own);
      if (this.#listeners.size > 0) return;
      this.#stopWatching?.();
      this.#stopWatching = undefined;
      clearTimeout(this.#timer);
      this.#timer = undefined;
    };
  }

  /** The run is another now, or further on. */
  #age(): void {
    const { status } = this.#run.getState();
    if (status === 'idle' || status === 'starting') {
      if (this.current) this.#take(undefined);
    } else if (status !== 'failed') {
      this.#isOld = true;
      this.#readSoon();
    }
  }

  #readSoon(): void {
    if (this.#isReading || this.#timer !== undefined || this.#listeners.size === 0) return;
    this.#timer = setTimeout(() => void this.#readNow(), Math.max(0, this.#next - performance.now()));
  }

  async #readNow(): Promise<void> {
    this.#timer = undefined;
    this.#isReading = true;
    this.#isOld = false;
    const start = performance.now();
    try {
      const { step, state } = await this.#read();
      const { run, network } = this.#run.getState();
      if (run && network) {
        const { n, populations } = network.summary;
        const { neurons, t_fire, end } = readNeurons({ model: PRESETS[run.network.preset], n, populations }, state);
        const openFractions = state.subarray(end, state.length - n);
        this.#take({ neurons, t_fire, openFractions, populations, time: step * run.dt });
      }
    } catch {
      // The run ended before it answered; what comes after it is read when the store says so.
    }
    this.#isReading = false;
    const now = performance.now();
    this.#next = Math.max(start + INTERVAL, now + REST * (now - start));
    if (this.#isOld) this.#readSoon();
  }

  #take(state: NeuronState | undefined): void {
    this.current = state;
    for (const listener of this.#listeners) listener();
  }
}
