/** The typed arrays of an experiment. */
export type ExperimentArray =
  Uint8Array<ArrayBuffer> | Uint32Array<ArrayBuffer> | Float32Array<ArrayBuffer> | Float64Array<ArrayBuffer>;

const TYPES = [Uint8Array, Uint32Array, Float32Array, Float64Array];

export function isExperimentArray(value: unknown): value is ExperimentArray {
  return TYPES.some((type) => value instanceof type);
}

/** The typed arrays in a description: what came from files, was painted by hand or kept of a run. Each once. */
export function arraysOf(description: object): readonly ExperimentArray[] {
  const found = new Set<ExperimentArray>();
  const visit = (value: unknown): void => {
    if (isExperimentArray(value)) found.add(value);
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(visit);
  };
  visit(description);
  return [...found];
}
