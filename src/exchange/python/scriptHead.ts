import { wrapWords } from '../../compiler/targets/python.ts';
import { decimalsOf } from '../../files/csv.ts';
import type { ExportedRun } from '../exportedRun.ts';
import { listDifferences } from '../provenance.ts';
import { plainText } from './pythonText.ts';

/** The docstring of a script: what it is, of which run, and how it is started. */
export function writeDocstring(exported: ExportedRun, stem: string, about: readonly string[]): string[] {
  const { experiment, network, run, version } = exported;
  const title = plainText(experiment.title) || 'A run';
  const differences = listDifferences(exported).map(plainText);
  const { seed } = run.network;
  const sizes = network.populations.map(({ name, count }) => `${count} ${name}`).join(' and ');
  return [
    '#!/usr/bin/env python3',
    ...wrapWords(`"""${title}: a run of ${sizes}, ${run.duration} ms.`, ''),
    '',
    ...wrapWords(`Written by NerveFlow Lab ${version}. Model: ${plainText(network.model.source)}. Seed ${seed}.`, ''),
    '',
    ...[...about, timeTaken(exported)].flatMap((paragraph) => [...wrapWords(paragraph, ''), '']),
    ...(differences.length === 0
      ? ["All parameters have the model's values.", '']
      : [
          "What differs from the model's defaults:",
          '',
          ...differences.flatMap((line) => wrapWords(line, '    ', '      ')),
          '',
        ]),
    ...wrapWords('Units: ms, mV, µA/cm², mS/cm², µF/cm², mM. Currents are outward positive; I_stim depolarises.', ''),
    '',
    ...wrapWords(`Start: python3 ${stem}.py --duration ${run.duration} --out results`, '', '    '),
    '',
    ...wrapWords(
      'It writes voltage.npy (V in mV, [samples, neurons], at the start of every ' +
        `${run.recordEvery === 1 ? '' : `${run.recordEvery}th `}step) and spikes.csv (neuron, and the time in ms of the start of the step in which V crosses ` +
        `${network.model.membrane.firingThreshold} mV upward).`,
      '',
    ),
    '"""',
  ];
}

/** About how long it takes: NumPy and Brian2's target 'numpy' spend about as long in a step of twelve neurons as of a hundred. */
function timeTaken({ steps }: ExportedRun): string {
  const seconds = Math.max(1, Math.round(steps / 1000));
  const time = seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} minutes`;
  return `It takes about ${time} or a few times that: a millisecond or more for each of its ${steps} steps. How far it is, it says on stderr.`;
}

/** `main` and what starts it; `simulate(duration)` answers with V and the spikes, (neuron, step) each. */
export function writeMain({ run }: ExportedRun): string[] {
  return [
    '',
    '',
    'def main():',
    '    """Runs the network and writes what comes out."""',
    '    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])',
    "    parser.add_argument('--duration', type=float, default=DURATION,",
    "                        help='ms, at most %(default)s')",
    "    parser.add_argument('--out', type=Path, default=Path('.'),",
    "                        help='the folder for the results')",
    '    arguments = parser.parse_args()',
    '    if not 0 < arguments.duration <= DURATION:',
    "        parser.error(f'--duration: expected more than 0, up to {DURATION} ms')",
    '    voltage, spikes = simulate(arguments.duration)',
    '    arguments.out.mkdir(parents=True, exist_ok=True)',
    "    np.save(arguments.out / 'voltage.npy', voltage)",
    "    with open(arguments.out / 'spikes.csv', 'w', newline='') as file:",
    "        file.write('neuron,time_ms\\n')",
    '        for neuron, step in spikes:',
    `            file.write(f'{neuron},{step * DT:.${decimalsOf(run.dt)}f}\\n')`,
    "    print(f'wrote voltage.npy, {voltage.shape[0]} samples of {N} neurons, and '",
    "          f'spikes.csv, {len(spikes)} spikes, in {arguments.out}')",
  ];
}

/** The parts of a program in the order of PEP 8. */
export interface ScriptParts {
  readonly docstring: readonly string[];
  /** Modules of Python's own that are imported whole, in alphabetical order, behind argparse. */
  readonly modules: readonly string[];
  /** Names out of Python's own modules, behind those that all scripts need. */
  readonly ownNames?: readonly string[];
  /** What is imported behind NumPy. */
  readonly imports: readonly string[];
  readonly constants: readonly string[];
  readonly code: readonly string[];
  /** The arrays of the run. */
  readonly block: readonly string[];
}

/** The whole program; it runs `main` where it is started by itself. */
export function writeProgram({
  docstring,
  modules,
  ownNames = [],
  imports,
  constants,
  code,
  block,
}: ScriptParts): string[] {
  return [
    ...docstring,
    'import argparse',
    ...modules.map((name) => `import ${name}`),
    'from functools import lru_cache',
    'from pathlib import Path',
    ...ownNames,
    '',
    'import numpy as np',
    ...imports,
    '',
    ...constants,
    ...code,
    '',
    '',
    ...block,
    '',
    '',
    "if __name__ == '__main__':",
    '    main()',
  ];
}

/** How the function begins that runs the network; its body follows. */
export const SIMULATE: readonly string[] = [
  'def simulate(duration=DURATION):',
  '    """Runs the network for so many ms.',
  '',
  '    Returns V at the start of every RECORD_EVERY-th step, mV, [rows, N], and',
  '    the spikes, each as its neuron and the step in which V crosses upward.',
  '    """',
];
