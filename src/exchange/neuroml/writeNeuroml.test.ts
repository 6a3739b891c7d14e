import { expect, test } from 'vitest';
import type { Experiment } from '../../experiment/experiment.ts';
import { readZip } from '../../files/zip.ts';
import { buildNetwork } from '../../model/buildNetwork.ts';
import { DEFAULT_EXPERIMENT, RICH_EXPERIMENT, referenceExperiment } from '../fixtures/experiments.ts';
import { readOhmicCurrent } from './channels.ts';
import { writeNeuroml } from './writeNeuroml.ts';

interface Tag {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly path: string;
}

/** Every element of a document. @throws Error where the document is not well-formed: every character has to belong to something. */
function readTags(xml: string): Tag[] {
  const tags: Tag[] = [];
  const open: string[] = [];
  const token =
    /<\?xml [^?]*\?>|<!--(?:(?!--)[^])*-->|<(\/?)([A-Za-z][\w:]*)((?: [\w:]+="[^"<&]*(?:&(?:amp|lt|gt|quot);[^"<&]*)*")*)(\/?)>|[^<&]+|&(?:amp|lt|gt|quot);/y;
  let roots = 0;
  while (token.lastIndex < xml.length) {
    const at = token.lastIndex;
    const match = token.exec(xml);
    if (match === null) throw new Error(`no XML: ${xml.slice(at, at + 80)}`);
    const [text, closes, name, attributes = '', isEmpty] = match;
    if (name === undefined) {
      if (open.length === 0 && !text.startsWith('<')) expect(text.trim()).toBe('');
      continue;
    }
    if (closes) {
      expect(open.pop()).toBe(name);
      continue;
    }
    if (open.length === 0) roots++;
    const pairs = [...attributes.matchAll(/([\w:]+)="([^"]*)"/g)].map(([, key, value]) => [key!, value!] as const);
    expect(new Set(pairs.map(([key]) => key)).size, text).toBe(pairs.length);
    tags.push({ name, attributes: Object.fromEntries(pairs), path: open.join('/') });
    if (!isEmpty) open.push(name);
  }
  expect(open).toEqual([]);
  expect(roots).toBe(1);
  return tags;
}

function read(experiment: Experiment): { neuroml: Tag[]; lems: Tag[]; notes: readonly string[]; texts: string[] } {
  const { name, bytes, notes } = writeNeuroml(experiment);
  const texts = [...readZip(bytes, name).values()].map((file) => new TextDecoder().decode(file));
  const [neuroml, lems] = texts.map(readTags);
  return { neuroml: neuroml!, lems: lems!, notes, texts };
}

const EXPERIMENTS: Record<string, Experiment> = {
  'the odour pulse': DEFAULT_EXPERIMENT,
  'the reference run': referenceExperiment(),
  'everything at once': RICH_EXPERIMENT,
};

test.each(Object.keys(EXPERIMENTS))('%s: well-formed, ids once each, and whatever is named is there', (name) => {
  const { neuroml, lems } = read(EXPERIMENTS[name]!);
  const inBoth = [...neuroml, ...lems];
  const standalone = [
    ...neuroml.filter(({ path }) => path === 'neuroml'),
    ...lems.filter(({ path }) => path === 'Lems'),
  ];
  const ids = standalone.flatMap(({ attributes: { id } }) => id ?? []);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^[a-zA-Z_][a-zA-Z0-9_]*$/);
  const types = inBoth.filter((tag) => tag.name === 'ComponentType').map(({ attributes }) => attributes['name']!);
  expect(new Set(types).size).toBe(types.length);

  const populations = new Map(
    neuroml.filter((tag) => tag.name === 'population').map(({ attributes }) => [attributes['id']!, attributes]),
  );
  const expectThere = (id: string | undefined): void => expect(ids).toContain(id);
  for (const { name: tag, attributes } of inBoth) {
    for (const key of ['ionChannel', 'concentrationModel', 'synapse', 'preComponent', 'postComponent', 'component']) {
      if (attributes[key] !== undefined && tag !== 'Target') expectThere(attributes[key]);
    }
    for (const key of ['presynapticPopulation', 'postsynapticPopulation']) {
      if (attributes[key] !== undefined) expect([...populations.keys()]).toContain(attributes[key]);
    }
    for (const key of ['preCell', 'postCell', 'preCellId', 'postCellId', 'target']) {
      const path = /^\.\.\/(\w+)\/(\d+)\/(\w+)$/.exec(attributes[key] ?? '');
      if (attributes[key] === undefined || tag === 'Simulation') continue;
      const population = populations.get(path![1]!)!;
      expect(population['component']).toBe(path![3]);
      expect(Number(path![2])).toBeLessThan(Number(population['size']));
    }
    if (tag === 'timeCourse' || tag === 'steadyState' || tag === 'Component')
      expect(types).toContain(attributes['type']);
  }
});

test.each(Object.keys(EXPERIMENTS))('%s: every neuron and every synapse is there, with its weight', (name) => {
  const experiment = EXPERIMENTS[name]!;
  const { neuroml } = read(experiment);
  const network = buildNetwork(experiment.network, experiment.duration);
  expect(neuroml.filter((tag) => tag.name === 'instance')).toHaveLength(network.n);
  const connections = neuroml.filter(
    (tag) => tag.name === 'connectionWD' || tag.name === 'continuousConnectionInstanceW',
  );
  expect(connections).toHaveLength(network.synapses.reduce((sum, { presynaptic }) => sum + presynaptic.length, 0));
  const weights = connections.reduce((sum, { attributes }) => sum + Number(attributes['weight']), 0);
  const expected = network.synapses.reduce(
    (sum, { weights: own, presynaptic }) => sum + (own ? own.reduce((a, b) => a + b, 0) : presynaptic.length),
    0,
  );
  expect(weights).toBeCloseTo(expected, 9);
});

test('conductances, capacitance and currents are those of the model over 1000 µm² of membrane', () => {
  const { neuroml, lems } = read(DEFAULT_EXPERIMENT);
  const density = (path: RegExp, channel: string): string | undefined =>
    neuroml.find(({ attributes }) => path.test(attributes['ionChannel'] ?? '') && attributes['id'] === channel)
      ?.attributes['condDensity'];
  expect(density(/Na/, 'Na_all')).toBe('100 mS_per_cm2');
  // The factor of its temperature is part of the current.
  expect(Number.parseFloat(density(/KCa/, 'KCa_all')!)).toBeCloseTo(0.3 * 2.3 ** 0.3, 12);
  const [distal] = neuroml.filter((tag) => tag.name === 'distal');
  const { y, diameter } = distal!.attributes;
  expect(Math.PI * Number(y) * Number(diameter)).toBeCloseTo(1000, 9);
  // 0.3 mS/cm² and 10 µA/cm² over 10⁻⁵ cm²
  expect(lems.find((tag) => tag.name === 'Component')?.attributes).toMatchObject({ gbase: '3nS', erev: '0mV' });
  expect(lems.find(({ attributes }) => attributes['name'] === 'AMPLITUDE')?.attributes['value']).toBe('100pA');
  // 2·10⁻⁴ mM·cm²/(ms·µA)
  const pool = neuroml.find((tag) => tag.name === 'fixedFactorConcentrationModel')!;
  expect(Number.parseFloat(pool.attributes['rho']!)).toBe(2e-10);
});

test('the channels, their gates and the synapses are as reviewed', async () => {
  const [neuroml, lems] = read(referenceExperiment()).texts;
  const channels = neuroml!.replace(/<network [^]*<\/network>/, '<network/>');
  await expect(channels).toMatchFileSnapshot('snapshots/reference_n12.net.nml');
  await expect(lems).toMatchFileSnapshot('snapshots/LEMS_reference_n12.xml');
});

test('what NeuroML cannot express is said, in the notes and in the file', () => {
  const { notes, texts } = read(RICH_EXPERIMENT);
  for (const what of [
    /graded GABA_A synapse/,
    /pulse of transmitter/,
    /Noise is left out/,
    /mine\.npy is left out/,
    /steady states/,
  ]) {
    expect(notes.join('\n')).toMatch(what);
    expect(texts[0]).toMatch(what);
  }
});

test('a title cannot break out of the document', () => {
  const { neuroml } = read({ ...DEFAULT_EXPERIMENT, title: '--><evil/> & "<!-- \u0000 \ud800 ' });
  expect(neuroml.filter(({ name }) => name === 'evil')).toEqual([]);
});

test('a current of another form is refused with a sentence', () => {
  expect(() => readOhmicCurrent('g * m * (V - E) + 1', ['m'], ['g', 'E'])).toThrow(
    'NeuroML takes currents g · gates · (V - E), not g * m * (V - E) + 1',
  );
});
