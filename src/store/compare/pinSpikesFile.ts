import { readSpikesInWorker } from '../../exchange/worker/spikesClient.ts';
import { populationRanges } from '../../model/buildNetwork.ts';
import { PRESETS } from '../../model/presets.ts';
import type { Lab } from '../lab.ts';
import { comparisonOf } from './comparison.ts';
import { messageOf } from '../../wording/messageOf.ts';

/**
 * Reads a file of spikes, off the page's thread, and pins them beside the run on screen; shows the comparison.
 * @returns why not, in one sentence, which the comparison shows too
 */
export async function pinSpikesFile(lab: Lab, file: File, read = readSpikesInWorker): Promise<string | undefined> {
  const comparison = comparisonOf(lab);
  const { n, preset, counts } = lab.shown.network;
  comparison.state.setState({ problem: undefined });
  lab.view.setState({ dock: 'compare' });
  try {
    const imported = await read(file, { n, populations: populationRanges(PRESETS[preset], n, counts) });
    if (lab.shown.network.n !== n) {
      throw new Error(`${file.name} was read for ${n} neurons, the network has ${lab.shown.network.n} by now`);
    }
    return comparison.pinSpikes(imported);
  } catch (error) {
    const problem = messageOf(error);
    comparison.state.setState({ problem });
    return problem;
  }
}
