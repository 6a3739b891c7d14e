import type { ComparedRun } from '../../charts/compare/comparedRun.ts';
import { comparisonOf } from '../../store/compare/comparison.ts';
import type { PinLetter } from '../../store/compare/pins.ts';
import { pairOf } from '../../store/compare/runPair.ts';
import type { RunPair } from '../../store/compare/runPair.ts';
import type { Lab } from '../../store/lab.ts';

/** What charts call the run on screen. */
export const NOW = 'now';

/** The place of a pin, which says how it is drawn. */
export function placeOf(letter: PinLetter): number {
  return letter.charCodeAt(0) - 'A'.charCodeAt(0);
}

/** All runs that are compared: pinned ones, and the one on screen last, so that it lies on top. One that is both is the one on screen. */
export function comparedRuns(lab: Lab): readonly ComparedRun[] {
  const comparison = comparisonOf(lab);
  const now = lab.recording?.isEmpty === false ? lab.recording : undefined;
  const pins = comparison.state.getState().pins.flatMap(({ letter }): ComparedRun[] => {
    const recording = comparison.recordingOf(letter);
    return recording && recording !== now ? [{ label: letter, recording, pin: placeOf(letter) }] : [];
  });
  return now ? [...pins, { label: NOW, recording: now, pin: undefined }] : pins;
}

/** Those of them that have V: a file of spikes has none. */
export function voltageRuns(lab: Lab): readonly ComparedRun[] {
  return comparedRuns(lab).filter(({ recording }) => recording.hasVoltage);
}

/** The pinned run that differences are told to, and the run on screen, neuron by neuron; undefined while one of them is missing. */
export function comparedPair(lab: Lab): RunPair | undefined {
  const comparison = comparisonOf(lab);
  const { compared } = comparison;
  const pinned = compared && comparison.recordingOf(compared);
  const { recording } = lab;
  return pinned && recording && !recording.isEmpty && recording !== pinned ? pairOf(pinned, recording) : undefined;
}
