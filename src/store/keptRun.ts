import { sameEngine } from '../engine/engineInfo.ts';
import type { EngineInfo, EngineRequest } from '../engine/engineInfo.ts';
import type { RunDescription } from '../model/description.ts';
import type { Checkpoint } from '../simulation/checkpoint.ts';

/** Where the run on screen could go on if its worker or its device were gone: the newest checkpoint that the worker has sent. */
export class KeptRun {
  /** With the run as it was there: what was edited later is told to the run that goes on. */
  #kept: { readonly checkpoint: Checkpoint; readonly run: RunDescription } | undefined;
  /** The engine that was asked for when the run started. */
  #asked: EngineRequest | undefined;

  /** ms: where the run could go on; undefined while it could not. */
  get time(): number | undefined {
    return this.#kept && this.#kept.checkpoint.step * this.#kept.checkpoint.dt;
  }

  /** Another run starts. @param asked the engine that is asked for */
  forget(asked: EngineRequest): void {
    this.#kept = undefined;
    this.#asked = asked;
  }

  take(checkpoint: Checkpoint, run: RunDescription | undefined): void {
    if (run) this.#kept = { checkpoint, run };
  }

  /**
   * How the run goes on; undefined where it cannot.
   * @param engine the one that it had, on which it goes on to the last bit
   * @param asked the one that is chosen now: it is taken where it is another choice than at the start
   */
  next(
    engine: EngineInfo | undefined,
    asked: EngineRequest,
  ): { readonly checkpoint: Checkpoint; readonly run: RunDescription; readonly request: EngineRequest } | undefined {
    if (!this.#kept) return undefined;
    return { ...this.#kept, request: engine && asked === this.#asked ? sameEngine(engine) : asked };
  }
}
