import { wantsCompensation, withCompensation } from '../compensation.ts';
import { Owned } from '../owned.ts';
import type { Provider } from '../provider.ts';
import { testWebGlCompensation } from './testWebGlCompensation.ts';
import { isLost, makeWebGlCurrent, openWebGlContext } from './webGlContext.ts';
import { WebGlEngine } from './webGlEngine.ts';

/** WebGL 2 as this browser offers it in a worker. @throws Error with a sentence when it does not. */
export async function provideWebGl(): Promise<Provider> {
  let context = await openWebGlContext();
  let canCompensate: boolean | undefined;
  const { description: device, isSoftware } = context;
  return {
    report: { kind: 'webgl', available: true, precisions: ['float32'], device, isSoftware },
    async open(problem, request) {
      if (isLost(context.gl)) context = await openWebGlContext();
      await makeWebGlCurrent();
      canCompensate ??= testWebGlCompensation(context.gl);
      const isCompensated = wantsCompensation(request, canCompensate);
      const owned = new Owned();
      try {
        const engine = new WebGlEngine(withCompensation(problem, isCompensated), context, owned);
        return { engine, precision: 'float32', isCompensated };
      } catch (error) {
        owned.free();
        throw error;
      }
    },
  };
}
