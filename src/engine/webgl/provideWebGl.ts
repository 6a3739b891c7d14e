import { Owned } from '../owned.ts';
import type { Provider } from '../provider.ts';
import { makeWebGlCurrent, openWebGlContext } from './webGlContext.ts';
import { WebGlEngine } from './webGlEngine.ts';

/** WebGL 2 as this browser offers it in a worker. @throws Error with a sentence when it does not. */
export async function provideWebGl(): Promise<Provider> {
  let context = await openWebGlContext();
  const { description: device, isSoftware } = context;
  return {
    report: { kind: 'webgl', available: true, precisions: ['float32'], device, isSoftware },
    async open(problem) {
      if (context.gl.isContextLost()) context = await openWebGlContext();
      await makeWebGlCurrent();
      const owned = new Owned();
      try {
        return { engine: new WebGlEngine(problem, context, owned), precision: 'float32' };
      } catch (error) {
        owned.free();
        throw error;
      }
    },
  };
}
