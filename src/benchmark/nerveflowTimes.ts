/** Where NerveFlow's own times come from. */
export const NERVEFLOW_SOURCE =
  'Slides of the NerveFlow tutorial (Mohanta and Assisi, arXiv:1906.03958): TensorFlow 1 on their own processor, 1000 ms simulated';

/** Seconds that 1000 ms of n neurons took in NerveFlow, or why there is no number; sizes that were not run are not there. */
export const NERVEFLOW_SECONDS: ReadonlyMap<number, number | 'out of memory'> = new Map<
  number,
  number | 'out of memory'
>([
  [12, 359],
  [24, 359],
  [48, 372],
  [96, 415],
  [120, 435],
  [192, 483],
  [384, 'out of memory'],
]);
