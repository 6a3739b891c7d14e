import { pulseTimes } from '../../compiler/layout.ts';
import { isOnePerNeuron } from '../../compiler/openFractions.ts';
import { NONE } from '../../compiler/targets/wgsl.ts';
import type { Wiring } from '../../compiler/targets/wgslWiring.ts';
import type { StimulusColumns } from '../../model/stimulus/stimulus.ts';
import type { Problem } from '../engine.ts';

/** The different stimuli among some problems; the same object is the same stimulus. */
export function differentStimuli(problems: readonly Problem[]): StimulusColumns[] {
  return [...new Set(problems.map(({ stimulus }) => stimulus))];
}

/** The buffer `wiring` of networks that run at once: for each where its part starts, for each the number of its stimulus, then the different parts. */
export function packWiring(
  problems: readonly Problem[],
  wiring: Wiring,
  stimuli: readonly StimulusColumns[],
): Uint32Array<ArrayBuffer> {
  const parts: Uint32Array[] = [];
  const partOf = problems.map((problem) => {
    const part = packPart(problem, wiring);
    const known = parts.findIndex((other) => other.every((word, k) => word === part[k]));
    return known >= 0 ? known : parts.push(part) - 1;
  });
  const head = 2 * problems.length;
  const values = new Uint32Array(head + parts.length * wiring.length);
  values.set(partOf.map((part) => head + part * wiring.length));
  values.set(
    problems.map(({ stimulus }) => stimuli.indexOf(stimulus)),
    problems.length,
  );
  parts.forEach((part, k) => values.set(part, head + k * wiring.length));
  return values;
}

/** Who is connected to whom in one network, at the addresses of its wiring. */
function packPart({ network, layout, dt }: Problem, wiring: Wiring): Uint32Array {
  const { n } = layout;
  const values = new Uint32Array(wiring.length);
  const floats = new Float32Array(values.buffer);
  layout.openFractions.forEach((fractions, t) => {
    const { first, presynaptic, ofSynapse } = fractions;
    values.set(presynaptic, wiring.presynaptic + first);
    const own = wiring.own[t]!;
    values.fill(NONE, own, own + n);
    if (isOnePerNeuron(fractions)) presynaptic.forEach((j, q) => (values[own + j] = first + q));
    const pulse = pulseTimes(network, layout, t, dt);
    if (pulse !== undefined) {
      values.set(pulse.delay, wiring.pulseDelay + first);
      values.set(pulse.length, wiring.pulseLength + first);
    }
    const { rowStart, weights } = network.synapses[t]!;
    const synapses = wiring.synapses[t]!;
    if (synapses.form === 'rows') {
      values.set(rowStart, synapses.rowStart);
      values.set(ofSynapse, synapses.openFraction);
      if (synapses.weight !== undefined) floats.set(weights ?? ones(ofSynapse.length), synapses.weight);
      return;
    }
    if (synapses.form === 'weights') {
      for (let i = 0; i < n; i++) {
        const end = rowStart[i + 1]!;
        for (let s = rowStart[i]!; s < end; s++) floats[synapses.at + ofSynapse[s]! * n + i] = weights?.[s] ?? 1;
      }
      return;
    }
    for (let i = 0; i < n; i++) {
      const end = rowStart[i + 1]!;
      for (let s = rowStart[i]!; s < end; s++) {
        const q = ofSynapse[s]!;
        // A word taken out of a Uint32Array is unsigned again, whatever the sign of the 32-bit or.
        values[synapses.at + (q >>> 5) * n + i]! |= 1 << (q & 31);
      }
    }
  });
  return values;
}

function ones(count: number): Float32Array {
  return new Float32Array(count).fill(1);
}

/** Whether the synapses of a network can lie at the addresses of a wiring that was made for another one of its layout. */
export function fitsWiring({ network, layout }: Problem, wiring: Wiring): boolean {
  return wiring.synapses.every((synapses, t) => {
    const { ofSynapse } = layout.openFractions[t]!;
    const takesWeights = synapses.form === 'weights' || (synapses.form === 'rows' && synapses.weight !== undefined);
    if (network.synapses[t]!.weights !== undefined && !takesWeights) return false;
    return synapses.form !== 'rows' || ofSynapse.length <= synapses.most;
  });
}
