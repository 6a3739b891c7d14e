import { WeightColours } from '../../charts/matrix/weightColours.ts';
import type { MatrixPicture } from '../../charts/matrix/drawMatrix.ts';
import { THEMES } from '../../charts/chartTheme.ts';
import type { ThemeName } from '../../charts/chartTheme.ts';
import { populationRanges } from '../../model/buildNetwork.ts';
import { SynapseCounter } from '../../model/connectivity/synapseCounter.ts';
import type { SynapseType } from '../../model/model.ts';
import { PRESETS } from '../../model/presets.ts';
import type { Lab } from '../../store/lab.ts';
import { onePerLab } from '../../store/onePerLab.ts';
import { matrixDescription, matrixOf } from '../../store/edits/matrixEdits.ts';

/** Beyond so many neurons the page makes no matrix by itself: it would take a second and more. */
export const MOST_SHOWN = 4000;

const countersOf = onePerLab(() => new Map<string, SynapseCounter>());

/** What stands on the screen of the document's matrix of a type; cheap where little has changed since the last call. */
export function readMatrix(lab: Lab, type: SynapseType): Omit<MatrixPicture, 'colours'> {
  const { preset, n, counts } = lab.document.getState().network;
  const populations = populationRanges(PRESETS[preset], n, counts);
  const matrix = matrixOf(lab, type.name);
  const { allowsSelf = false } = matrixDescription(lab, type.name);
  return {
    type: type.name,
    matrix,
    counts: counterOf(lab, type.name).count(matrix, populations),
    populations,
    allowsSelf,
  };
}

function counterOf(lab: Lab, type: string): SynapseCounter {
  const ofLab = countersOf(lab);
  const counter = ofLab.get(type) ?? new SynapseCounter();
  ofLab.set(type, counter);
  return counter;
}

const colours = new Map<string, WeightColours>();

export function weightColours(theme: ThemeName, sign: SynapseType['sign']): WeightColours {
  const key = `${theme} ${sign}`;
  const made = colours.get(key) ?? new WeightColours(THEMES[theme], sign);
  colours.set(key, made);
  return made;
}

/** The synapse type that the editor shows. */
export function shownType(types: readonly SynapseType[], name: string): SynapseType {
  return types.find((type) => type.name === name) ?? types[0]!;
}
