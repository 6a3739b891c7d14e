import type { CurrentStep } from '../analysis/firing/fICurve.ts';
import type { Span } from '../analysis/span.ts';
import type { ExperimentArray } from '../experiment/arraysOf.ts';
import { asObject, finite, listOf, objectOf } from '../experiment/shape.ts';
import type { Read } from '../experiment/shape.ts';
import type { LabDocument } from './labDocument.ts';
import { FI_LIMITS } from './measureView.ts';
import { keepDocument, readKeptDocument } from './results/keptDocument.ts';
import { DamagedResult, whole } from './results/packedResult.ts';
import { count, time } from './results/readParts.ts';

/** The runs of an f–I curve, as many as have ended. */
export interface CurveRuns {
  /** Whose neuron it is. */
  readonly document: LabDocument;
  readonly neuron: number;
  /** How many runs were asked for. */
  readonly points: number;
  /** When the current flows, ms. */
  readonly step: Span;
  readonly steps: readonly CurrentStep[];
}

export async function keepCurve({ document, ...runs }: CurveRuns): Promise<object> {
  return { ...runs, document: await keepDocument(document) };
}

/**
 * What `keepCurve` has kept, of which nothing is known yet.
 * @param shown what the lab shows
 * @throws DamagedResult
 */
export async function readCurve(
  value: Readonly<Record<string, unknown>>,
  array: Read<ExperimentArray>,
  shown: LabDocument,
): Promise<CurveRuns> {
  const { steps: own, ...about } = whole(curve(value), 'its steps');
  const document = await readKeptDocument(value['document'], array, shown);
  const steps = own.map((one): CurrentStep => {
    const amplitude = whole(finite(one['amplitude']), 'one of its currents');
    const spikeTimes = array(one['spikeTimes']);
    if (spikeTimes instanceof Float64Array && spikeTimes.every(Number.isFinite)) return { amplitude, spikeTimes };
    throw new DamagedResult('its spikes cannot be read');
  });
  if (about.neuron >= document.network.n || about.step.to <= about.step.from) {
    throw new DamagedResult('its neuron or its steps cannot be');
  }
  return { ...about, document, steps };
}

const most = FI_LIMITS.points[1];
const curve = objectOf({
  neuron: count,
  points: count,
  step: objectOf({ from: time, to: time }),
  steps: listOf(asObject, most),
});
