/** A value of the noise is held for so long, ms. */
export const NOISE_HOLD = 0.1;

/** Samples between two values of the coarsest grid; a power of two. */
const COARSEST = 2 ** 16;
/** Samples that are made at once when they are read one after the other; a power of two. */
const BLOCK = 128;

const UINT32 = 2 ** 32;

/** Which sample of a noise that starts at `onset` holds at time t, ms. */
export function noiseSampleAt(t: number, onset: number): number {
  // A millionth of a sample is rounding noise, not time.
  return Math.floor((t - onset) / NOISE_HOLD + 1e-6);
}

/** Scrambles 32 bits: the last step of MurmurHash3 (Appleby, public domain). */
function mix(bits: number): number {
  let h = bits;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** A draw that is a function of its place: standard normal (Box and Muller 1958), one for each neuron, seed and sample. */
function normalAt(high: number, low: number, sample: number): number {
  const first = mix(high + mix(sample ^ low));
  const second = mix(first + 0x9e3779b9);
  const radius = Math.sqrt(-2 * Math.log(((first >>> 0) + 0.5) / UINT32));
  return radius * Math.cos((2 * Math.PI * (second >>> 0)) / UINT32);
}

/**
 * Ornstein-Uhlenbeck noise of mean 0 and standard deviation 1 in steps of NOISE_HOLD, an own one for each neuron: the stationary process
 * whose exact step is x' = x · exp(-Δ/tau) + sqrt(1 - exp(-2Δ/tau)) · N(0, 1) (Gillespie 1996, Phys Rev E 54:2084). So that any sample is
 * at hand without those before it, values are drawn from coarse to fine: that update over 2^16 samples, then each middle between two
 * known values from its distribution given both. Such a chain and the one that is drawn step by step are the same process.
 */
export class OrnsteinUhlenbeck {
  private readonly tau: number;
  /** Two words of 32 bits for each neuron. */
  private readonly keys: Int32Array;
  private readonly count: number;
  /** On the coarsest grid, [neurons] each. */
  private readonly roots: Float64Array[] = [];
  /** Of the middle between two values that are 2^(level + 1) samples apart: the weight of their sum, and the deviation around it. */
  private readonly weight: readonly number[];
  private readonly spread: readonly number[];
  private block = new Float64Array(0);
  /** Which block is held, and in which one was read last; -1: none. */
  private held = -1;
  private asked = -1;
  private single = new Float64Array(0);
  private singleSample = -1;

  /** @param neurons their indices: the noise of one does not depend on who else has some. */
  constructor(tau: number, seed: number, neurons: Uint32Array) {
    this.tau = tau;
    this.count = neurons.length;
    this.keys = new Int32Array(2 * neurons.length);
    neurons.forEach((neuron, i) => {
      this.keys[2 * i] = mix(mix(seed + 0x51ed270b) + neuron);
      this.keys[2 * i + 1] = mix(this.keys[2 * i]! ^ 0x2545f491);
    });
    const levels = Array.from({ length: Math.log2(COARSEST) }, (_, level) => 2 ** level);
    const kept = (samples: number): number => Math.exp((-samples * NOISE_HOLD) / tau);
    this.weight = levels.map((h) => kept(h) / (1 + kept(h) ** 2));
    this.spread = levels.map((h) => Math.sqrt(-Math.expm1((-2 * h * NOISE_HOLD) / tau) / (1 + kept(h) ** 2)));
  }

  /** The values of all neurons at a sample, [neurons]; they hold until the next call. */
  read(sample: number): Float64Array {
    const { count } = this;
    const block = Math.floor(sample / BLOCK);
    if (block !== this.held) {
      const goesOn = block === this.asked || (this.held >= 0 && block === this.held + 1);
      // Another column of the same sample says nothing about the next.
      if (sample === this.singleSample) return this.single;
      this.asked = block;
      if (!goesOn) return this.readSingle(sample);
      this.fill(block);
    }
    const at = (sample - block * BLOCK) * count;
    return this.block.subarray(at, at + count);
  }

  /** One sample, where those beside it may never be asked for. */
  private readSingle(sample: number): Float64Array {
    if (this.single.length === 0) this.single = new Float64Array(this.count);
    for (let i = 0; i < this.count; i++) this.single[i] = this.valueAt(i, sample);
    this.singleSample = sample;
    return this.single;
  }

  private fill(block: number): void {
    const { count } = this;
    if (this.block.length === 0) this.block = new Float64Array((BLOCK + 1) * count);
    const values = this.block;
    const first = block * BLOCK;
    // Where the block before is held, its end is the start of this one.
    const isNext = this.held >= 0 && block === this.held + 1;
    for (let i = 0; i < count; i++) {
      values[i] = isNext ? values[BLOCK * count + i]! : this.valueAt(i, first);
      values[BLOCK * count + i] = this.valueAt(i, first + BLOCK);
    }
    for (let h = BLOCK / 2, level = Math.log2(h); h >= 1; h /= 2, level--) {
      const [weight, spread] = [this.weight[level]!, this.spread[level]!];
      for (let k = h; k < BLOCK; k += 2 * h) {
        for (let i = 0; i < count; i++) {
          const sum = values[(k - h) * count + i]! + values[(k + h) * count + i]!;
          values[k * count + i] = weight * sum + spread * this.draw(i, first + k);
        }
      }
    }
    this.held = block;
  }

  private valueAt(i: number, sample: number): number {
    let low = Math.floor(sample / COARSEST);
    let before = this.rootAt(low)[i]!;
    low *= COARSEST;
    if (sample === low) return before;
    let after = this.rootAt(low / COARSEST + 1)[i]!;
    for (let h = COARSEST / 2, level = Math.log2(h); ; h /= 2, level--) {
      const middle = low + h;
      const value = this.weight[level]! * (before + after) + this.spread[level]! * this.draw(i, middle);
      if (sample === middle) return value;
      if (sample < middle) {
        after = value;
      } else {
        before = value;
        low = middle;
      }
    }
  }

  private rootAt(index: number): Float64Array {
    const span = (-COARSEST * NOISE_HOLD) / this.tau;
    const kept = Math.exp(span);
    const spread = Math.sqrt(-Math.expm1(2 * span));
    while (this.roots.length <= index) {
      const root = this.roots.length;
      const before = this.roots.at(-1);
      this.roots.push(
        Float64Array.from({ length: this.count }, (_, i) => {
          const draw = this.draw(i, root * COARSEST);
          return before ? kept * before[i]! + spread * draw : draw;
        }),
      );
    }
    return this.roots[index]!;
  }

  private draw(i: number, sample: number): number {
    return normalAt(this.keys[2 * i]!, this.keys[2 * i + 1]!, sample);
  }
}
