import type { SynapseType } from '../../model/model.ts';

/** What an array is for: the matrix of a synapse type, by its name; what is injected; the state that runs start from. */
export type ArrayRole = string;

export const CURRENT_ROLE = 'current';
export const STATE_ROLE = 'state';

/** What the lab's .npz of a run calls the injected current, in small letters. */
export const RECORDED_CURRENT = 'i_stim_ua_per_cm2';

/** What the name of an array says of it. */
export interface NamedRole {
  readonly role: ArrayRole;
  /** The less, the rather it is taken. Of states an initial one, then the last batch, then the end of a run; of currents those that were given. */
  readonly rank: number;
  /** Which batch of a long run it is, from 0. */
  readonly batch?: number;
}

/**
 * The role of an array by its name, as NerveFlow and this lab write it: 'ach_mat.npy', 'GABA_post_pre.csv', 'current.npy',
 * 'initial_state.npy', 'state.batch3.npy'; undefined where it says nothing.
 */
export function roleOf(
  path: string,
  types: readonly Pick<SynapseType, 'name' | 'matrixFile'>[],
): NamedRole | undefined {
  const name = stemOf(path);
  const type = types.find(
    (one) => name === stemOf(one.matrixFile) || name.startsWith(`${one.name.toLowerCase()}_post_pre`),
  );
  if (type) return { role: type.name, rank: 0 };
  if (name === 'current') return { role: CURRENT_ROLE, rank: 0 };
  if (name === RECORDED_CURRENT) return { role: CURRENT_ROLE, rank: 1 };
  if (name === 'initial_state') return { role: STATE_ROLE, rank: 0 };
  if (name === 'final_state') return { role: STATE_ROLE, rank: 2 };
  const [, digits] = /^state[._]batch(\d{1,6})$/.exec(name) ?? [];
  if (digits === undefined) return undefined;
  // The later a batch, the nearer to 0.
  return { role: STATE_ROLE, rank: 1 + 1 / (2 + Number(digits)), batch: Number(digits) };
}

/** 'ach_mat' of 'run1/ach_mat.npy', in small letters. */
export function stemOf(path: string): string {
  return (path.split('/').at(-1) ?? path).replace(/\.(npy|csv|tsv|txt)$/i, '').toLowerCase();
}
