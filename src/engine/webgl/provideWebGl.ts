import type { Provider } from '../provider.ts';
import { openWebGlContext } from './webGlContext.ts';
import { WebGlEngine } from './webGlEngine.ts';

/** WebGL 2 as this browser offers it in a worker. @throws Error with a sentence when it does not. */
export async function provideWebGl(): Promise<Provider> {
  const context = await openWebGlContext();
  const { description: device, isSoftware } = context;
  return {
    report: { kind: 'webgl', available: true, precision: 'float32', device, isSoftware },
    open: (problem) => Promise.resolve().then(() => new WebGlEngine(problem, context)),
  };
}
