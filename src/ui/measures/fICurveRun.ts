import { fICurve } from '../../analysis/firing/fICurve.ts';
import type { CurrentStep } from '../../analysis/firing/fICurve.ts';
import { neuronName } from '../../charts/chartTheme.ts';
import { formatValue } from '../../charts/measures/formatValue.ts';
import type { NetworkDescription } from '../../model/description.ts';
import { rangesOf } from '../../store/edits/resizeNetwork.ts';
import { simulateEnsemble } from '../../store/ensembleRuns.ts';
import type { Lab } from '../../store/lab.ts';
import { firingTimes, stepRuns } from '../../store/stepRuns.ts';
import type { CardState } from './cardState.ts';
import { showFICurve } from './catalogue/fICurve.ts';

/** What the card of the f–I curve says of its runs. */
export interface FICurveState {
  readonly status: 'idle' | 'running' | 'done' | 'failed';
  readonly ended: number;
  readonly points: number;
  /** The network of which the neuron was. */
  readonly network?: NetworkDescription;
  readonly failure?: string;
}

const IDLE: FICurveState = { status: 'idle', ended: 0, points: 0 };

/** Runs one neuron under one current after the other; the curve fills as the runs end. */
export class FICurveRun {
  readonly #lab: Lab;
  readonly #card: CardState;
  readonly #request: () => void;
  readonly #listeners = new Set<() => void>();
  #state = IDLE;
  #controller: AbortController | undefined;

  /** @param request asks for a frame, in which the card is painted */
  constructor(lab: Lab, card: CardState, request: () => void) {
    this.#lab = lab;
    this.#card = card;
    this.#request = request;
  }

  getState = (): FICurveState => this.#state;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  stop(): void {
    this.#controller?.abort();
  }

  async start(neuron: number): Promise<void> {
    this.stop();
    const controller = new AbortController();
    this.#controller = controller;
    const options = this.#lab.view.getState().measures.fICurve;
    const document = this.#lab.document.getState();
    const { network } = document;
    const steps: CurrentStep[] = [];
    const tell = (status: FICurveState['status'], failure?: string): void => {
      if (this.#controller !== controller) return;
      this.#state = { status, ended: steps.length, points: options.points, network, ...(failure && { failure }) };
      for (const listener of this.#listeners) listener();
    };
    tell('running');
    try {
      const { description, amplitudes, step } = stepRuns(document, neuron, options);
      const populations = rangesOf(network);
      const name = neuronName(populations, neuron);
      for await (const event of simulateEnsemble(this.#lab, description, controller.signal)) {
        if (event.kind !== 'ended') continue;
        const { diverged } = event.result;
        if (diverged !== undefined) {
          throw new Error(`Under ${formatValue(amplitudes[event.index]!)} µA/cm²: ${diverged}`);
        }
        steps.push({ amplitude: amplitudes[event.index]!, spikeTimes: firingTimes(event.result) });
        const window = `${steps.length} of ${options.points} steps of ${formatValue(options.duration)} ms`;
        this.#card.show(showFICurve(fICurve(steps, step), name, neuron, window), populations);
        this.#request();
        tell('running');
      }
      tell('done');
    } catch (error) {
      if (controller.signal.aborted) tell(steps.length > 0 ? 'done' : 'idle');
      else tell('failed', error instanceof Error ? error.message : String(error));
      controller.abort();
    }
  }
}

const runs = new WeakMap<Lab, FICurveRun>();

/** The one curve of a lab: it goes on where the panel is closed. */
export function fICurveRunOf(lab: Lab, card: CardState, request: () => void): FICurveRun {
  const run = runs.get(lab) ?? new FICurveRun(lab, card, request);
  runs.set(lab, run);
  return run;
}
