import type { EngineInfo } from '../../engine/engineInfo.ts';
import type { ParameterChange, RunDescription } from '../../model/description.ts';
import { changeTarget } from '../../model/parameters/parameterChanges.ts';
import { DEFAULT_ODOUR, partsOf } from '../../model/stimulus/stimulus.ts';

/** The line that repeats a run without the page, or why there is none, in one sentence. */
export type SimulateCommand = { readonly line: string } | { readonly problem: string };

/** @param started the run as it started; what was edited on the way is nothing that a line can say */
export function simulateCommand(started: RunDescription, engine: EngineInfo, hasEdits: boolean): SimulateCommand {
  const obstacle = findObstacle(started, hasEdits);
  if (obstacle) return { problem: `No line of npm run simulate says this run: ${obstacle}.` };
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
  if (hasEdits) return 'it was edited on the way';
  if (network.initialState) return 'it begins with an initial state of its own';
  if (network.start && Object.keys(network.start).length > 0)
    return 'its initial state is drawn otherwise than the model’s';
  if (network.counts) return 'its numbers of PNs and LNs are its own';
  if (Object.keys(network.matrices ?? {}).length > 0) return 'its matrices are not those that the seed draws';
  if ((network.changes ?? []).some((change) => change.neurons || (change.kind !== 'set' && change.kind !== 'scale'))) {
    return 'its parameters differ from neuron to neuron';
  }
  const [odour, ...others] = partsOf(stimulus);
  const usual: Readonly<Record<string, unknown>> = { ...DEFAULT_ODOUR, seed: network.seed };
  const isUsual =
    odour?.kind === 'odour' &&
    others.length === 0 &&
    odour.receivers === undefined &&
    Object.entries(usual).every(([key, value]) => odour[key as keyof typeof odour] === value);
  return isUsual ? undefined : 'its stimulus is not the odour that the line draws';
}

function optionOf(change: ParameterChange): string {
  const target = changeTarget(change);
  return change.kind === 'set'
    ? `--set ${target}=${change.value}`
    : change.kind === 'scale'
      ? `--scale ${target}=${change.factor}`
      : '';
}
