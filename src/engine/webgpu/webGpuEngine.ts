import { DivergenceError, type Engine, type EngineBatch, type Problem } from '../engine.ts';
import type { EngineState } from '../engineState.ts';
import { MemberRuns } from './memberRuns.ts';
import { planMembers } from './planMembers.ts';
import { MOST_IN_FLIGHT } from './planMemory.ts';
import type { WebGpuDevice } from './webGpuDevice.ts';
import type { Path } from './webGpuProgram.ts';

/** Fused RK4 steps on tfjs's WebGPU device: many steps per submission, one readback of what was recorded. */
export class WebGpuEngine implements Engine {
  step: number;
  readonly mostInFlight = MOST_IN_FLIGHT;
  private readonly runs: MemberRuns;

  /**
   * @param path where it is not to be chosen by the size of the network.
   * @throws RangeError with the need and the limit when the network does not fit; Error when the device refuses it.
   */
  static async create(problem: Problem, gpu: WebGpuDevice, path?: Path): Promise<WebGpuEngine> {
    const plan = planMembers([problem], gpu, path);
    try {
      return new WebGpuEngine(problem.firstStep, await MemberRuns.create(plan, gpu));
    } catch (error) {
      // Some drivers find out only when they compile that so large a workgroup has too few registers.
      const isTooLarge = plan.program.path === 'one workgroup' && (error as Error).name === 'GPUPipelineError';
      if (!isTooLarge || path !== undefined) throw error;
      return WebGpuEngine.create(problem, gpu, 'many workgroups');
    }
  }

  private constructor(firstStep: number, runs: MemberRuns) {
    this.step = firstStep;
    this.runs = runs;
  }

  get mostSteps(): number {
    return this.runs.mostSteps;
  }

  async advance(steps: number): Promise<EngineBatch> {
    const [batch] = await this.runs.advance(steps);
    if (batch instanceof DivergenceError) throw batch;
    this.step = batch!.firstStep + steps;
    return batch!;
  }

  async update(problem: Problem): Promise<boolean> {
    return this.runs.update([problem]);
  }

  readState(): Promise<EngineState> {
    return this.runs.readState(0);
  }

  dispose(): void {
    this.runs.dispose();
  }
}
