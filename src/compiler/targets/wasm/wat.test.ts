import { expect, test } from 'vitest';
import { buildNetwork } from '../../../model/buildNetwork.ts';
import { rk4 } from '../../integrator.ts';
import { layOut } from '../../layout.ts';
import { compileModel } from '../../system.ts';
import { planWasm } from './wasmPlan.ts';
import { writeWat } from './wat.ts';

// The default network of the page. A change of this file is a change of what runs on people's processors: read it.
test('the WebAssembly of the default network is as reviewed', async () => {
  const network = buildNetwork({ preset: 'nerveflow', n: 120, seed: 1 }, 1000);
  const system = compileModel(network.model);
  const layout = layOut(system, network);
  const plan = planWasm(system, layout, network, { precision: 'float32', threads: 2, recordEvery: 10 });
  const text = writeWat({
    system,
    layout,
    plan,
    integrator: rk4,
    dt: 0.01,
    recordEvery: 10,
    isCompensated: true,
  });
  // One stage of each kind; the others differ in what they do with the derivative.
  const parts = text
    .split('\n\n')
    .filter((part) => !/^\(func \$(PN|LN|ACh|GABA)_(first|last)/.test(part) || part.startsWith('(func $LN_last'));
  await expect(parts.join('\n\n')).toMatchFileSnapshot('../snapshots/nerveflow120.wat');
});
