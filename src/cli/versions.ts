import { createRequire } from 'node:module';
import lab from '../../package.json' with { type: 'json' };
import type { EngineKind } from '../engine/engineInfo.ts';

const require = createRequire(import.meta.url);

/** The lab's own version and Node's. */
export function ownVersions(): Record<string, string> {
  return { lab: lab.version, node: process.versions.node };
}

/** The tensor library's, where the engine stands on it. */
export function tensorVersions(engine: EngineKind): Record<string, string> {
  return engine === 'webgpu' || engine === 'webgl' ? { tfjs: packageVersion('@tensorflow/tfjs-core') } : {};
}

/** @param name A package that is installed beside the lab. */
export function packageVersion(name: string): string {
  const { version } = require(`${name}/package.json`) as { readonly version: string };
  return version;
}
