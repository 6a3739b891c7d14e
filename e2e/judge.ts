import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { run } from '../src/commands/run.mjs';
import { writeNpy } from '../src/files/npy.ts';
import { buildNetwork } from '../src/model/buildNetwork.ts';
import type { Connectivity } from '../src/model/network.ts';
import { savedStateLength, writeSavedState } from '../src/model/savedState.ts';
import { DURATION, fixture, N } from './lab.ts';

/** The page's own seed. */
const SEED = 1;

/**
 * What the page has to show: runs the command line's reference engine on the network that the page builds, with the
 * currents of a fixture.
 *
 * @returns the number of spikes (crossings of 0 mV) of each neuron
 */
export async function judge(file: string, { n = N, duration = DURATION, samplesPerMs = 100 } = {}): Promise<number[]> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'nerveflow-judge-'));
  try {
    const input = path.join(folder, 'in');
    const out = path.join(folder, 'out');
    await mkdir(input);
    await copyFile(fixture(file), path.join(input, 'current.npy'));
    const network = buildNetwork({ preset: 'nerveflow', n, seed: SEED }, duration);
    for (const connectivity of network.synapses) {
      await writeFile(path.join(input, connectivity.type.matrixFile), matrixFile(connectivity, n));
    }
    const initialState = writeNpy({
      shape: [savedStateLength(network)],
      values: writeSavedState(network, network.initialState),
    });
    await writeFile(path.join(input, 'initial_state.npy'), initialState);

    const command = ['src/commands/simulate.mjs', input, '--engine', 'reference', '--out', out];
    const options = ['--duration', String(duration), '--samples-per-ms', String(samplesPerMs)];
    const { code, output } = await run(process.execPath, [...command, ...options], { stdio: 'pipe' });
    if (code !== 0) throw new Error(`the command line failed with exit code ${code}: ${output}`);
    const counts = Array.from({ length: n }, () => 0);
    const [, ...spikes] = (await readFile(path.join(out, 'spikes.csv'), 'utf8')).trim().split('\n');
    for (const spike of spikes) counts[Number(spike.split(',')[0])]! += 1;
    return counts;
  } finally {
    await rm(folder, { recursive: true });
  }
}

function matrixFile({ rowStart, presynaptic }: Connectivity, n: number): Uint8Array<ArrayBuffer> {
  const values = new Uint8Array(n * n);
  for (let post = 0; post < n; post++) {
    for (let synapse = rowStart[post]!; synapse < rowStart[post + 1]!; synapse++) {
      values[post * n + presynaptic[synapse]!] = 1;
    }
  }
  return writeNpy({ shape: [n, n], values });
}
