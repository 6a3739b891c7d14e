import { fICurve } from '../../analysis/firing/fICurve.ts';
import type { CurrentStep } from '../../analysis/firing/fICurve.ts';
import { neuronName } from '../../charts/chartTheme.ts';
import { formatValue } from '../../charts/measures/formatValue.ts';
import type { NetworkDescription } from '../../model/description.ts';
import { rangesOf } from '../../store/edits/resizeNetwork.ts';
import { EnsembleTask } from '../../store/ensembleTask.ts';
import type { Lab } from '../../store/lab.ts';
import { firingTimes, stepRuns } from '../../store/stepRuns.ts';
import type { StepRuns } from '../../store/stepRuns.ts';
import type { CardState } from './cardState.ts';
import { showFICurve } from './catalogue/fICurve.ts';
import { onePerLab } from '../../store/onePerLab.ts';
import { messageOf } from '../../wording/messageOf.ts';

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
class FICurveRun {
  readonly #lab: Lab;
  readonly #card: CardState;
  readonly #request: () => void;
  readonly #listeners = new Set<() => void>();
  #state = IDLE;
  readonly #task: EnsembleTask;

  /** @param request asks for a frame, in which the card is painted */
  constructor(lab: Lab, card: CardState, request: () => void) {
    this.#lab = lab;
    this.#task = new EnsembleTask(lab);
    this.#card = card;
    this.#request = request;
    card.miss('Press “Run the f–I curve”: one neuron is run alone, under one current after the other.');
  }

  getState = (): FICurveState => this.#state;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Ends the runs; the steps that have been made stay. */
  stop(): void {
    this.#task.stop();
    if (this.#state.status === 'running') this.#tell({ status: this.#state.ended > 0 ? 'done' : 'idle' });
  }

  async start(neuron: number): Promise<void> {
    this.stop();
    const options = this.#lab.view.getState().measures.fICurve;
    const document = this.#lab.document.getState();
    const { network } = document;
    const populations = rangesOf(network);
    const name = neuronName(populations, neuron);
    const steps: CurrentStep[] = [];
    this.#tell({ status: 'running', ended: 0, points: options.points, network, failure: undefined });
    let planned: StepRuns;
    try {
      planned = stepRuns(document, neuron, options);
    } catch (error) {
      this.#tell({ status: 'failed', failure: messageOf(error) });
      return;
    }
    const { description, amplitudes, step } = planned;
    const end = await this.#task.run([description], (event) => {
      if (event.kind !== 'ended') return;
      const { diverged } = event.result;
      if (diverged !== undefined) {
        throw new Error(`Under ${formatValue(amplitudes[event.index]!)} µA/cm²: ${diverged}`);
      }
      steps.push({ amplitude: amplitudes[event.index]!, spikeTimes: firingTimes(event.result) });
      const window = `${steps.length} of ${options.points} steps of ${formatValue(options.duration)} ms`;
      this.#card.show(showFICurve(fICurve(steps, step), name, neuron, window), populations);
      this.#request();
      this.#tell({ ended: steps.length });
    });
    if (end.status === 'finished') this.#tell({ status: 'done' });
    if (end.status === 'failed') this.#tell(end);
  }

  #tell(change: Partial<FICurveState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }
}

/** The one curve of a lab: it goes on where the panel is closed. */
export const fICurveRunOf = onePerLab(
  (lab, card: CardState, request: () => void) => new FICurveRun(lab, card, request),
);
