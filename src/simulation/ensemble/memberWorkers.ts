import type { MemberPort } from './memberPort.ts';

/** Where the members of the page's ensembles run. */
export interface MemberWorkers {
  /** How many at once: one for each core. */
  readonly most: number;
  create(): MemberPort;
}

export const memberWorkersOfBrowser: MemberWorkers = {
  most: navigator.hardwareConcurrency,
  create: () => new Worker(new URL('./member.worker.ts', import.meta.url), { type: 'module', name: 'member' }),
};
