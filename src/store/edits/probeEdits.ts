import type { Probe } from '../../model/description.ts';
import { PRESETS } from '../../model/presets.ts';
import { MOST_PROBES, describeProbe, isSameProbe } from '../../model/probes.ts';
import type { Lab } from '../lab.ts';
import type { LabDocument } from '../labDocument.ts';
import { rangesOf } from './resizeNetwork.ts';

/**
 * Records a variable of a neuron; a run under way does so from its next step on.
 * @returns why not, in one sentence: there is nothing to record, it is recorded already, or there are too many
 */
export function addProbe(lab: Lab, { neuron, variable }: Probe): string | undefined {
  const document = lab.document.getState();
  const { network, probes = [] } = document;
  const probe = { neuron, variable };
  try {
    describeProbe(PRESETS[network.preset], rangesOf(network), probe);
  } catch (error) {
    return (error as Error).message;
  }
  const name = nameOf(document, probe);
  if (probes.some((one) => isSameProbe(one, probe))) return `${name} is recorded already`;
  if (probes.length >= MOST_PROBES) return `${MOST_PROBES} variables are recorded: remove one to record ${name}`;
  lab.edit(`Record ${name}`, (now) => ({ ...now, probes: [...(now.probes ?? []), probe] }));
  return undefined;
}

/** Records a variable no longer; what was recorded of it is forgotten. */
export function removeProbe(lab: Lab, probe: Probe): void {
  const document = lab.document.getState();
  const kept = document.probes?.filter((one) => !isSameProbe(one, probe)) ?? [];
  if (kept.length === (document.probes?.length ?? 0)) return;
  lab.edit(`Record ${nameOf(document, probe)} no longer`, (now) => ({
    ...now,
    probes: kept.length > 0 ? kept : undefined,
  }));
}

/** Adds the probe, or removes it where it is. @returns why not, in one sentence */
export function toggleProbe(lab: Lab, probe: Probe): string | undefined {
  const isThere = lab.document.getState().probes?.some((one) => isSameProbe(one, probe)) ?? false;
  if (!isThere) return addProbe(lab, probe);
  removeProbe(lab, probe);
  return undefined;
}

/** 'I_Na of PN 3'. */
function nameOf({ network }: LabDocument, { neuron, variable }: Probe): string {
  const population = rangesOf(network).find(({ first, count }) => neuron >= first && neuron < first + count);
  return `${variable} of ${population ? `${population.name} ` : 'neuron '}${neuron}`;
}
