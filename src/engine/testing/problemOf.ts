import { rk4 } from '../../compiler/integrator.ts';
import { layOut } from '../../compiler/layout.ts';
import { compileModel } from '../../compiler/system.ts';
import type { Network } from '../../model/network.ts';
import { DEFAULT_ODOUR, stimulusColumns } from '../../model/stimulus/stimulus.ts';
import type { Problem } from '../engine.ts';

/** A network to be run by RK4 under an odour from t = 0 on, for tests; or with some of it changed. */
export function problemOf(network: Network, changes: Partial<Problem> = {}): Problem {
  const system = compileModel(network.model);
  const stimulus = stimulusColumns({ ...DEFAULT_ODOUR, onset: 0, share: 0.5 }, network.n, 100);
  const layout = layOut(system, network);
  return { network, system, layout, stimulus, integrator: rk4, dt: 0.01, recordEvery: 10, firstStep: 0, ...changes };
}
