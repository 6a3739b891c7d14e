import { populationRanges } from '../model/buildNetwork.ts';
import type { NetworkDescription, RunDescription } from '../model/description.ts';
import type { PopulationRange } from '../model/population.ts';
import { PRESETS } from '../model/presets.ts';
import type { Recording } from '../recording/recording.ts';
import { drivenNeurons } from './drivenNeurons.ts';
import { NeuronProposal } from './neuronProposal.ts';
import type { ViewStore } from './viewState.ts';

/** Keeps the neurons that have a trace right for the network on screen: its own proposal, until the user chooses. */
export class ShownNeurons {
  readonly #view: ViewStore;
  readonly #looksAlike: (populations: readonly PopulationRange[], a: number, b: number) => boolean;
  #proposal: NeuronProposal | undefined;
  /** How many events of the recording the proposal knows. */
  #eventsHeard = 0;
  /** The proposals that settled, by the populations they are for: an undo to another network finds its traces again. */
  readonly #settled = new Map<string, readonly number[]>();

  constructor(view: ViewStore, looksAlike: (populations: readonly PopulationRange[], a: number, b: number) => boolean) {
    this.#view = view;
    this.#looksAlike = looksAlike;
  }

  /** Fits the choice to the run that is shown now, after another one or none. */
  fit({ network, stimulus }: RunDescription, before: RunDescription | undefined): void {
    const { chosen, isChosenByUser, isSettled } = this.#view.getState();
    const isKept =
      isChosenByUser || (isSettled && (!before || populationsKey(before.network) === populationsKey(network)));
    if (isKept) {
      if (chosen.some((neuron) => neuron >= network.n)) {
        this.#view.setState({ chosen: chosen.filter((neuron) => neuron < network.n) });
      }
      return;
    }
    if (isSettled && before) this.#settled.set(populationsKey(before.network), chosen);
    const settled = this.#settled.get(populationsKey(network));
    if (settled) {
      this.#view.setState({ chosen: settled, isSettled: true });
      return;
    }
    const populations = populationRanges(PRESETS[network.preset], network.n, network.counts);
    this.#proposal = new NeuronProposal(populations, drivenNeurons(stimulus, network.n, populations), (a, b) =>
      this.#looksAlike(populations, a, b),
    );
    this.#eventsHeard = 0;
    this.#view.setState({ chosen: this.#proposal.neurons, isSettled: false });
  }

  /** From now on the proposal stays: the first run of the network is over, or whoever looks at it has begun to act. */
  settle(recording: Recording | undefined): void {
    const { isSettled, isChosenByUser } = this.#view.getState();
    if (isSettled || isChosenByUser || !recording || recording.isEmpty) return;
    this.#view.setState({ isSettled: true });
  }

  /** In the first run of a network the proposal moves on to neurons that fire, until it has enough of them or settles. */
  hear(recording: Recording | undefined): void {
    const proposal = this.#proposal;
    const { isChosenByUser, isSettled } = this.#view.getState();
    if (!recording || !proposal || isChosenByUser || isSettled) return;
    const { events } = recording;
    let isNew = false;
    for (; this.#eventsHeard < events.count; this.#eventsHeard++) {
      if (proposal.hear(events.neuron[this.#eventsHeard]!)) isNew = true;
    }
    if (isNew) this.#view.setState({ chosen: proposal.neurons });
  }
}

function populationsKey({ preset, n, counts }: NetworkDescription): string {
  return [preset, ...populationRanges(PRESETS[preset], n, counts).map(({ count }) => count)].join(' ');
}
