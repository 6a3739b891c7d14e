import { unavailable, type Provider } from '../openEngine.ts';

export function provideWebGpu(): Provider {
  return unavailable('webgpu', 'this engine is still being built');
}
