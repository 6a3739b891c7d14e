import { fICurve } from '../../analysis/firing/fICurve.ts';
import { neuronName } from '../../charts/chartTheme.ts';
import { formatValue } from '../../charts/measures/formatValue.ts';
import type { NetworkDescription } from '../../model/description.ts';
import { rangesOf } from '../../store/edits/resizeNetwork.ts';
import { EnsembleTask } from '../../store/ensembleTask.ts';
import type { Lab } from '../../store/lab.ts';
import { keepCurve, readCurve } from '../../store/keptCurve.ts';
import type { CurveRuns } from '../../store/keptCurve.ts';
import { keptResultsOf } from '../../store/results/keptResults.ts';
import type { CapturedResult, KeptResults, Shelf } from '../../store/results/keptResults.ts';
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

/** As which a curve is kept: there is one. */
const SLOT = 'fICurve';

/** Runs one neuron under one current after the other; the curve fills as the runs end, and is kept with the experiment. */
class FICurveRun {
  readonly #lab: Lab;
  readonly #card: CardState;
  readonly #request: () => void;
  readonly #listeners = new Set<() => void>();
  #state = IDLE;
  readonly #task: EnsembleTask;
  readonly #kept: KeptResults;
  readonly #shelf: Shelf;
  #runs: CurveRuns | undefined;

  /** @param request asks for a frame, in which the card is painted */
  constructor(lab: Lab, card: CardState, request: () => void) {
    this.#lab = lab;
    this.#task = new EnsembleTask(lab);
    this.#card = card;
    this.#request = request;
    this.#clear();
    this.#kept = keptResultsOf(lab);
    this.#shelf = {
      slots: SLOT,
      own: () => (this.#runs ? [SLOT] : []),
      capture: () => this.#capture(),
      clear: () => this.#clear(),
      restore: async (_, value, array) => {
        const runs = await readCurve(value, array, lab.document.getState());
        return () => this.#bringBack(runs);
      },
    };
    this.#kept.add(this.#shelf);
  }

  getState = (): FICurveState => this.#state;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Ends the runs; the steps that have been made stay. */
  stop(): void {
    this.#task.stop();
    if (this.#state.status !== 'running') return;
    this.#tell({ status: this.#state.ended > 0 ? 'done' : 'idle' });
    this.#kept.keep(this.#shelf, SLOT);
  }

  async start(neuron: number): Promise<void> {
    this.stop();
    const options = this.#lab.view.getState().measures.fICurve;
    const document = this.#lab.document.getState();
    const { points } = options;
    this.#runs = undefined;
    this.#tell({ status: 'running', ended: 0, points, network: document.network, failure: undefined });
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
      const amplitude = amplitudes[event.index]!;
      const { diverged } = event.result;
      if (diverged !== undefined) throw new Error(`Under ${formatValue(amplitude)} µA/cm²: ${diverged}`);
      const steps = [...(this.#runs?.steps ?? []), { amplitude, spikeTimes: firingTimes(event.result) }];
      this.#show({ document, neuron, points, step, steps });
      this.#tell({ ended: steps.length });
    });
    if (end.status === 'finished') this.#tell({ status: 'done' });
    if (end.status === 'failed') this.#tell(end);
    if (end.status !== 'stopped') this.#kept.keep(this.#shelf, SLOT);
  }

  #show(runs: CurveRuns): void {
    this.#runs = runs;
    const { document, neuron, points, step, steps } = runs;
    const populations = rangesOf(document.network);
    const window = `${steps.length} of ${points} steps of ${formatValue(step.to - step.from)} ms`;
    this.#card.show(showFICurve(fICurve(steps, step), neuronName(populations, neuron), neuron, window), populations);
    this.#request();
  }

  #capture(): CapturedResult | undefined {
    const runs = this.#runs;
    return runs && { name: 'f–I curve', describe: () => keepCurve(runs) };
  }

  /** Another experiment is on screen. */
  #clear(): void {
    this.#task.stop();
    this.#runs = undefined;
    this.#card.miss('Press “Run the f–I curve”: one neuron is run alone, under one current after the other.');
    this.#tell({ ...IDLE, network: undefined, failure: undefined });
  }

  /** The curve of an earlier visit, unless another one has begun. */
  #bringBack(runs: CurveRuns): void {
    if (this.#state.status !== 'idle') return;
    this.#show(runs);
    const { document, points, steps } = runs;
    this.#tell({ status: 'done', ended: steps.length, points, network: document.network });
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
