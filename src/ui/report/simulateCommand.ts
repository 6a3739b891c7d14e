import type { EngineInfo } from '../../engine/engineInfo.ts';
import type { ParameterChange, RunDescription } from '../../model/description.ts';
import { changeTarget } from '../../model/parameters/parameterChanges.ts';
import { DEFAULT_ODOUR, partsOf } from '../../model/stimulus/stimulus.ts';

/** The line that repeats a run without the page, or why there is none, in one sentence. */
export type SimulateCommand = { readonly line: string } | { readonly problem: string };

/** @param started the run as it started; what was edited on the way is nothing that a line can say */
export function simulateCommand(started: RunDescription, engine: EngineInfo, hasEdits: boolean): SimulateCommand {
  const obstacle = findObstacle(started, hasEdits);
  if (hasEdits) return { problem: `The command line (npm run simulate) cannot repeat this run: ${obstacle}.` };
  if (obstacle) {
    const otherwise =
      'Saved as a file, the experiment runs there too: npm run --silent simulate -- experiment.zip --out OUT';
    return { problem: `No options of the command line say all of this run: ${obstacle}. ${otherwise}` };
  }
  const { network, duration, dt, recordEvery } = started;
  const { kind, precision, threads } = engine;
  const options = [
    `--neurons ${network.n} --seed ${network.seed} --duration ${duration}`,
    network.preset === 'nerveflow' ? '' : `--preset ${network.preset}`,
    dt === 0.01 ? '' : `--dt ${dt}`,
    recordEvery === 10 ? '' : `--record-every ${recordEvery}`,
    ...(network.changes ?? []).map(optionOf),
    `--engine ${kind}`,
    kind === 'cpu' ? `--precision ${precision}` : '',
    threads === undefined ? '' : `--threads ${threads}`,
    '--out OUT',
  ];
  return { line: `npm run --silent simulate -- ${options.filter((option) => option !== '').join(' ')}` };
}

function findObstacle({ network, stimulus }: RunDescription, hasEdits: boolean): string | undefined {
  if (hasEdits) return 'a command describes how a run begins, and this one was edited while it ran';
  if (network.initialState)
    return 'a command draws the initial state by the seed, and this run began with a state that was kept or loaded';
  if (network.start && Object.keys(network.start).length > 0)
    return 'a command draws the initial state as the model does, and here V at start or the noise was changed';
  if (network.counts)
    return 'a command divides the neurons into PNs and LNs as the model does, and here their numbers were changed';
  if (Object.keys(network.matrices ?? {}).length > 0)
    return 'a command draws the connections by the seed, and here they were edited, generated or loaded';
  if ((network.changes ?? []).some((change) => change.neurons || (change.kind !== 'set' && change.kind !== 'scale'))) {
    return 'a command sets a parameter for a whole population, and here it differs from neuron to neuron';
  }
  const [odour, ...others] = partsOf(stimulus);
  const usual: Readonly<Record<string, unknown>> = { ...DEFAULT_ODOUR, seed: network.seed };
  const isUsual =
    odour?.kind === 'odour' &&
    others.length === 0 &&
    odour.receivers === undefined &&
    Object.entries(usual).every(([key, value]) => odour[key as keyof typeof odour] === value);
  return isUsual
    ? undefined
    : 'a command gives the model’s odour pulse to neurons drawn by the seed, and this run has another stimulus';
}

function optionOf(change: ParameterChange): string {
  const target = changeTarget(change);
  return change.kind === 'set'
    ? `--set ${target}=${change.value}`
    : change.kind === 'scale'
      ? `--scale ${target}=${change.factor}`
      : '';
}
