import { givenMatrix } from './connectivity/matrix.ts';
import { describe, expect, test } from 'vitest';
import { MOST_NEURONS, buildNetwork, neuronParameters, populationRanges } from './buildNetwork.ts';
import type { NetworkDescription } from './description.ts';
import type { Network } from './network.ts';
import { PRESETS, nerveflow } from './presets.ts';
import { chooseWithout, randomStream } from './random.ts';
import { readSavedState, savedStateLength, writeSavedState } from './savedState.ts';
import { stateVariables } from './stateVariables.ts';

const described = (changes: Partial<NetworkDescription> = {}): NetworkDescription => ({
  preset: 'nerveflow',
  n: 40,
  seed: 3,
  ...changes,
});

/** [post, pre] of every synapse of a type. */
function pairs({ synapses }: Network, type: string): [number, number][] {
  const { rowStart, presynaptic } = synapses.find((one) => one.type.name === type)!;
  return Array.from(presynaptic, (pre, s) => [rowStart.findLastIndex((start) => start <= s), pre]);
}

describe('parameters are documented', () => {
  test.each(Object.values(PRESETS))(
    '$name: every value has a unit, a meaning, a source and lies in its range',
    (model) => {
      for (const [symbol, { value, unit, range, meaning, source }] of neuronParameters(model)) {
        expect(
          [unit, meaning, source].every((text) => text.length > 0),
          symbol,
        ).toBe(true);
        expect(value, symbol).toBeGreaterThanOrEqual(range[0]);
        expect(value, symbol).toBeLessThanOrEqual(range[1]);
      }
    },
  );

  test.each(Object.values(PRESETS))(
    '$name: populations override only parameters that exist, within their range',
    (model) => {
      const all = neuronParameters(model);
      for (const { name, parameters } of model.populations) {
        for (const [symbol, value] of Object.entries(parameters)) {
          const range = all.get(symbol)?.range;
          expect(range, `${name} overrides ${symbol}`).toBeDefined();
          expect(value >= range![0] && value <= range![1], `${name}.${symbol}`).toBe(true);
        }
      }
    },
  );

  test('the values of the table in the paper reach the neurons', () => {
    const { parameters } = buildNetwork(described({ n: 4 }), 100); // 3 PN, 1 LN
    const row = (symbol: string): number[] => [...parameters[symbol]!];
    expect(row('g_L')).toEqual([0.15, 0.15, 0.15, 0.15]);
    expect(row('E_L')).toEqual([-55, -55, -55, -50]);
    expect(row('g_KL')).toEqual([0.05, 0.05, 0.05, 0.02]);
    expect(row('g_ACh')).toEqual([0.35, 0.35, 0.35, 0.3]);
    expect(row('g_GABA')).toEqual([0.8, 0.8, 0.8, 0.8]);
    expect(row('phi_KCa')[3]).toBeCloseTo(1.28386201800527, 13);
    expect(row('phi_K')[0]).toBeCloseTo(0.2147980049924181, 15);
    expect(row('phi_A')[0]).toBeCloseTo(3.9482220388574776, 14);
  });
});

test.each([
  [1, 0, 1],
  [2, 1, 1],
  [12, 9, 3],
  [120, 90, 30],
  [383, 287, 96],
])('[M2] %d neurons are %d PNs and %d LNs', (n, p, l) => {
  expect(populationRanges(nerveflow, n)).toEqual([
    { name: 'PN', first: 0, count: p },
    { name: 'LN', first: p, count: l },
  ]);
});

test.each([0, -3, 1.5, NaN, MOST_NEURONS + 1])('a network of %d neurons is refused with the limits', (n) => {
  expect(() => buildNetwork(described({ n }), 100)).toThrow(/n must be a whole number from 1 to 65535/);
});

describe('generated connectivity', () => {
  const network = buildNetwork(described({ n: 200 }), 100);

  test('[M3] ACh leads from PN to LN, GABA from LN to all, nobody to itself', () => {
    for (const [post, pre] of pairs(network, 'ACh')) expect(pre < 150 && post >= 150).toBe(true);
    for (const [post, pre] of pairs(network, 'GABA')) expect(pre >= 150 && post !== pre).toBe(true);
  });

  test('[M3] half of the possible synapses are there (within 4 standard deviations)', () => {
    const possible = { ACh: 150 * 50, GABA: 200 * 50 - 50 };
    for (const [type, count] of Object.entries(possible)) {
      expect(Math.abs(pairs(network, type).length - count / 2)).toBeLessThan(4 * Math.sqrt(count / 4));
    }
  });

  test('[M4] the same seed draws the same network, another seed another one', () => {
    const again = buildNetwork(described({ n: 200 }), 100);
    expect(again).toEqual(network);
    expect(pairs(buildNetwork(described({ n: 200, seed: 4 }), 100), 'ACh')).not.toEqual(pairs(network, 'ACh'));
  });

  test('any 0/1 matrix can be given, also PN → PN', () => {
    const matrix = new Uint8Array(16);
    matrix[1] = 1; // 0 <- 1
    matrix[3 * 4 + 3] = 1; // 3 <- 3
    const own = buildNetwork(
      described({ n: 4, matrices: { ACh: givenMatrix(matrix), GABA: givenMatrix(new Uint8Array(16)) } }),
      100,
    );
    expect(pairs(own, 'ACh')).toEqual([
      [0, 1],
      [3, 3],
    ]);
    expect(pairs(own, 'GABA')).toEqual([]);
  });

  test('a matrix of another size is refused with both sizes', () => {
    const matrices = { ACh: givenMatrix(new Uint8Array(9)), GABA: givenMatrix(new Uint8Array(16)) };
    expect(() => buildNetwork(described({ n: 4, matrices }), 100)).toThrow(
      /ACh matrix.*is \[3, 3\].*4 neurons needs \[4, 4\]/,
    );
  });
});

describe('the initial state', () => {
  const { initialState } = buildNetwork(described({ n: 4000 }), 99);

  test('[M8] is noisy by one per cent around its values', () => {
    const share = (values: Float64Array, center: number): [number, number] => {
      const relative = [...values].map((value) => value / center - 1);
      const mean = relative.reduce((sum, value) => sum + value, 0) / relative.length;
      return [mean, Math.sqrt(relative.reduce((sum, value) => sum + (value - mean) ** 2, 0) / relative.length)];
    };
    for (const [values, center] of [
      [initialState.neurons.V!, -70],
      [initialState.t_fire, -100],
      [initialState.neurons.Ca!.subarray(3000), 2.4e-4],
    ] as const) {
      const [mean, deviation] = share(values, center);
      expect(Math.abs(mean)).toBeLessThan(0.01 * (4 / Math.sqrt(values.length)));
      expect(deviation).toBeGreaterThan(0.009);
      expect(deviation).toBeLessThan(0.011);
    }
  });

  test('[M8] has closed gates and open fractions of 0', () => {
    expect(initialState.neurons.m_Na!.every((value) => value === 0)).toBe(true);
    expect(initialState.openFractions).toEqual({ ACh: 0, GABA: 0 });
  });
});

describe('a saved state', () => {
  const network = buildNetwork(described({ n: 12 }), 100);
  const [S_a, S_g] = network.synapses.map(({ presynaptic }) => presynaptic.length) as [number, number];

  test('[M9] has 7n + S_a + S_g values', () => expect(savedStateLength(network)).toBe(7 * 12 + S_a + S_g));

  test('[M9] lists the variables in the order of the paper', () => {
    expect(stateVariables(network.model).map(({ name }) => name)).toEqual(
      ['V', 'n_K', 'm_Na', 'h_Na', 'm_A', 'h_A', 'm_Ca', 'h_Ca', 'm_KCa', 'Ca'], // prettier-ignore
    );
    const row = Float64Array.from({ length: savedStateLength(network) }, (_, k) => k);
    const { neurons, openFractions, t_fire } = readSavedState(network, row);
    expect([...neurons.m_Na!]).toEqual([24, 25, 26, 27, 28, 29, 30, 31, 32, 0, 0, 0]);
    expect([...neurons.m_Ca!]).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 60, 61, 62]);
    expect([...neurons.Ca!].slice(9)).toEqual([69, 70, 71]);
    expect((openFractions.ACh as Float64Array)[0]).toBe(72);
    expect((openFractions.GABA as Float64Array)[0]).toBe(72 + S_a);
    expect(t_fire[11]).toBe(row.length - 1);
  });

  test('is read back as it was written', () => {
    const row = Float64Array.from({ length: savedStateLength(network) }, (_, k) => Math.sin(k));
    expect(writeSavedState(network, readSavedState(network, row))).toEqual(row);
  });

  test('of another length is refused with how many values were expected and why', () => {
    expect(() => readSavedState(network, new Float64Array(7))).toThrow(
      `the initial state holds 7 values, this network has ${84 + S_a + S_g}: the variables of 12 neurons, ${S_a} ACh synapses, ${S_g} GABA synapses, and 12 spike times`,
    );
  });
});

describe('random draws', () => {
  test('[M4] purposes have streams of their own', () => {
    const draw = (purpose: 'connectivity' | 'stimulus'): number[] => {
      const stream = randomStream(1, purpose);
      return [stream.uniform(), stream.uniform(), stream.uniform()];
    };
    expect(draw('connectivity')).toEqual(draw('connectivity'));
    expect(draw('connectivity')).not.toEqual(draw('stimulus'));
  });

  test('choosing takes each number at most once, in ascending order, each equally often', () => {
    const hits = new Uint32Array(10);
    for (let seed = 0; seed < 3000; seed++) {
      const chosen = chooseWithout(randomStream(seed, 'stimulus'), 3, 10);
      expect(chosen[0]! < chosen[1]! && chosen[1]! < chosen[2]!).toBe(true);
      for (const k of chosen) hits[k]!++;
    }
    for (const count of hits) expect(Math.abs(count - 900)).toBeLessThan(4 * Math.sqrt(3000 * 0.3 * 0.7));
  });
});
