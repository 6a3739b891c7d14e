import labPackage from '../../package.json' with { type: 'json' };
import { layOut, type Layout } from '../compiler/layout.ts';
import { compileModel, type System } from '../compiler/system.ts';
import { describeRun } from '../experiment/describeRun.ts';
import type { Experiment } from '../experiment/experiment.ts';
import { buildNetwork } from '../model/buildNetwork.ts';
import type { RunDescription } from '../model/description.ts';
import type { Network } from '../model/network.ts';

/** A run with everything drawn and compiled, as writers of other programs' formats need it. */
export interface ExportedRun {
  readonly experiment: Experiment;
  readonly run: RunDescription;
  readonly network: Network;
  readonly system: System;
  readonly layout: Layout;
  readonly steps: number;
  /** Of the lab. */
  readonly version: string;
}

/** @throws RangeError with a sentence where the experiment does not fit together. */
export function prepareRun(experiment: Experiment): ExportedRun {
  const run = describeRun(experiment);
  const network = buildNetwork(run.network, run.duration);
  const system = compileModel(network.model);
  return {
    experiment,
    run,
    network,
    system,
    layout: layOut(system, network),
    steps: Math.round(run.duration / run.dt),
    version: labPackage.version,
  };
}
