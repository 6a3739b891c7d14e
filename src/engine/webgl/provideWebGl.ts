import { unavailable, type Provider } from '../openEngine.ts';

export function provideWebGl(): Provider {
  return unavailable('webgl', 'this engine is still being built');
}
