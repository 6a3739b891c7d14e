import type { Layout } from '../../compiler/layout.ts';
import type { Batch } from '../../recording/batch.ts';
import type { DivergenceError, Problem } from '../engine.ts';
import type { EnsembleEngine } from '../ensemble.ts';
import { MemberRuns } from './memberRuns.ts';
import { planChunks } from './planMembers.ts';
import type { WebGpuDevice } from './webGpuDevice.ts';

/** Networks that run at once, a workgroup each; as many in a submission as the device's buffers and grid take. */
export class WebGpuEnsemble implements EnsembleEngine {
  readonly members: number;
  readonly mostSteps: number;
  step: number;
  private readonly chunks: readonly MemberRuns[];

  /**
   * @throws RangeError when the problems differ in what they have to share, or one of them alone does not fit, with the need and the limit.
   * @throws Error when the device refuses them.
   */
  static async create(problems: readonly Problem[], gpu: WebGpuDevice): Promise<WebGpuEnsemble> {
    requireAlike(problems);
    const chunks: MemberRuns[] = [];
    try {
      for (const plan of planChunks(problems, gpu)) chunks.push(await MemberRuns.create(plan, gpu));
    } catch (error) {
      for (const chunk of chunks) chunk.dispose();
      throw error;
    }
    return new WebGpuEnsemble(problems, chunks);
  }

  private constructor(problems: readonly Problem[], chunks: readonly MemberRuns[]) {
    this.members = problems.length;
    this.step = problems[0]!.firstStep;
    this.chunks = chunks;
    this.mostSteps = Math.min(...chunks.map(({ mostSteps }) => mostSteps));
  }

  async advance(steps: number): Promise<readonly (Batch | DivergenceError)[]> {
    if (steps > this.mostSteps)
      throw new RangeError(`${steps} steps at once: this ensemble takes up to ${this.mostSteps}`);
    // All are submitted before the first is read.
    const results = await Promise.all(this.chunks.map((chunk) => chunk.advance(steps)));
    this.step += steps;
    return results.flat();
  }

  dispose(): void {
    for (const chunk of this.chunks) chunk.dispose();
  }
}

function requireAlike(problems: readonly Problem[]): void {
  const [first] = problems;
  if (first === undefined) throw new RangeError('an ensemble of no networks: expected at least one');
  for (const problem of problems) {
    for (const key of ['system', 'dt', 'recordEvery', 'firstStep'] as const) {
      if (problem[key] !== first[key])
        throw new RangeError(`the networks of an ensemble differ in ${key}: expected one`);
    }
    if (!isLaidOutAlike(problem.layout, first.layout)) {
      throw new RangeError('the networks of an ensemble differ in n or in their open fractions: lay them out alike');
    }
  }
}

function isLaidOutAlike(a: Layout, b: Layout): boolean {
  return (
    a.n === b.n &&
    a.openFractionCount === b.openFractionCount &&
    a.openFractions.every(({ presynaptic }, t) => presynaptic.every((j, q) => j === b.openFractions[t]!.presynaptic[q]))
  );
}
