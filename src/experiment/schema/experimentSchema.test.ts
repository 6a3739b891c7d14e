import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { format } from 'prettier';
import { expect, test } from 'vitest';
import { EDGES, SEED } from '../../files/fixtures/hostile.ts';
import { readZip, writeZip } from '../../files/zip.ts';
import { DEMOS } from '../../store/demos/demos.ts';
import type { Experiment } from '../experiment.ts';
import { DESCRIPTION_NAME, VERSION } from '../experimentFormat.ts';
import { anyExperiment } from '../fixtures/anyExperiment.ts';
import { readExperiment } from '../readExperiment.ts';
import { writeExperiment } from '../writeExperiment.ts';
import { experimentSchema } from './experimentSchema.ts';

type Json = ReturnType<typeof JSON.parse>;

const ajv = new Ajv2020({ strict: true });
const validate = ajv.compile(experimentSchema());
/** Refuses also what the schema does not name. */
const validateNames = ajv.compile(withoutOthers(experimentSchema()));

/** A schema whose objects have the entries that it names and no others. */
function withoutOthers(schema: Json): Json {
  if (Array.isArray(schema)) return schema.map(withoutOthers);
  if (typeof schema !== 'object' || schema === null) return schema;
  const { allOf, ...own } = schema;
  const others = own.type === 'object' && own.properties ? { additionalProperties: false } : {};
  const entries = Object.entries(own).map(([key, one]) => [key, withoutOthers(one)]);
  return { ...Object.fromEntries(entries), ...(allOf && { allOf }), ...others };
}

/** The files of an experiment, and its description as it was parsed. */
function unpacked(experiment: Experiment): { readonly files: Record<string, Uint8Array>; readonly description: Json } {
  const { bytes, name } = writeExperiment(experiment, { software: '1', isArchive: true });
  const files = Object.fromEntries(readZip(bytes, name));
  return { files, description: JSON.parse(new TextDecoder().decode(files[DESCRIPTION_NAME])) };
}

/** Why the reader refuses a description beside its arrays; undefined where it does not. */
function refusalOf(description: string, files: Record<string, Uint8Array>): string | undefined {
  try {
    readExperiment(writeZip({ ...files, [DESCRIPTION_NAME]: description }), 'a.zip');
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

test('the published file is this schema: `npm run schema` writes it', async () => {
  const text = await format(JSON.stringify(experimentSchema()), { parser: 'json', printWidth: 120 });
  await expect(text).toMatchFileSnapshot(`../../../public/experiment-v${VERSION}.schema.json`);
});

test('every experiment that is written is valid, and the schema names all of its entries and nothing else', () => {
  const named = namesIn(experimentSchema());
  // An editor's own.
  const written = new Set(['$schema']);
  fc.assert(
    fc.property(anyExperiment, (experiment) => {
      const { description } = unpacked(experiment);
      expect([validateNames(description), validateNames.errors]).toEqual([true, null]);
      for (const { holder, key } of placesIn(description)) {
        if (!Array.isArray(holder)) written.add(key);
        if (key === 'kind') written.add(`kind ${holder.kind}`);
      }
    }),
    // The same each time: enough of them for the rarest of entries.
    { numRuns: 150, seed: 1 },
  );
  expect([...named].filter((name) => !written.has(name))).toEqual([]);
});

test.each(DEMOS.map((demo) => [demo.id, demo] as const))('the demo %s is valid', (_, { lab, title, guide }) => {
  const { description } = unpacked({ ...lab, title, guide, engine: { choice: 'auto' } });
  expect([validateNames(description), validateNames.errors]).toEqual([true, null]);
});

/** What a schema names: 'onset', 'kind odour'. */
function namesIn(schema: Json): Set<string> {
  if (typeof schema !== 'object' || schema === null) return new Set();
  const { properties = {}, ...rest } = schema;
  const kind = properties.kind?.const;
  return new Set([
    ...Object.keys(properties),
    ...(kind === undefined ? [] : [`kind ${kind}`]),
    ...[...Object.values(properties), ...Object.values(rest)].flatMap((one) => [...namesIn(one)]),
  ]);
}

/** Every value in a description, with what holds it. */
function placesIn(holder: Json): { readonly holder: Json; readonly key: string }[] {
  return Object.entries(holder).flatMap(([key, one]) => [
    { holder, key },
    ...(typeof one === 'object' && one !== null ? placesIn(one) : []),
  ]);
}

/** A small change of a description: what comes of it is legal, or nearly. */
interface SlightChange {
  readonly at: number;
  readonly from: number;
  readonly kind: 'remove' | 'copy' | 'edge' | 'add';
  readonly edge: number;
}

const slightChange: fc.Arbitrary<SlightChange> = fc.record({
  at: fc.nat(),
  from: fc.nat(),
  kind: fc.constantFrom('remove', 'copy', 'copy', 'copy', 'edge', 'add'),
  edge: fc.constantFrom(...EDGES),
});

/** @returns whether there was something to change */
function change(description: Json, { at, from, kind, edge }: SlightChange): boolean {
  const places = placesIn(description);
  const { holder, key } = places[at % places.length]!;
  const old = holder[key];
  const others = places.map((one) => one.holder[one.key]).filter((one) => typeof one === typeof old && one !== old);
  if (kind === 'remove') return delete holder[key];
  if (kind === 'copy' ? others.length === 0 : typeof old !== 'number') return false;
  if (kind === 'copy') holder[key] = structuredClone(others[from % others.length]);
  else holder[key] = kind === 'add' ? old + edge : edge;
  return true;
}

/** What the reader says of one entry by itself, and a schema has to see too. */
const OF_ONE_ENTRY =
  / is missing: | is [^:]*: expected (a number|a whole number|one of|'|true or false|an object|a list|false)| is no parameter | there is no population | recording '| a weight of | weights times /;

test('what the schema refuses the reader refuses too, and the other way round but for rules among several entries', () => {
  const counts = { both: 0, reader: 0, neither: 0 };
  fc.assert(
    fc.property(anyExperiment, slightChange, (experiment, one) => {
      const { files, description } = unpacked(experiment);
      fc.pre(change(description, one));
      const refusal = refusalOf(JSON.stringify(description), files);
      if (!validate(description)) {
        counts.both++;
        expect(refusal, JSON.stringify(validate.errors)).toBeDefined();
      } else if (refusal === undefined) counts.neither++;
      else {
        counts.reader++;
        expect(refusal).not.toMatch(OF_ONE_ENTRY);
      }
    }),
    { numRuns: 250, seed: SEED },
  );
  expect(Math.min(...Object.values(counts)), JSON.stringify(counts)).toBeGreaterThan(0);
});

const DRAWN: Experiment = {
  ...DEMOS[0]!.lab,
  title: 'One',
  engine: { choice: 'auto' },
};

test.each<[string, (file: Json) => void]>([
  ['an unknown parameter', (file) => (file.model.changes = [{ kind: 'scale', parameter: 'g_X', factor: 1 }])],
  ['an unknown population', (file) => (file.model.changes = [{ ...SET, population: 'KC', value: 1 }])],
  ['a value out of its range', (file) => (file.model.changes = [{ ...SET, value: -1 }])],
  [
    'a value of a list out of its range',
    (file) => (file.model.changes = [{ ...SET, kind: 'list', neurons: [0], values: [501] }]),
  ],
  ['an unknown synapse type', (file) => (file.connectivity = { NMDA: { start: { kind: 'none' }, patches: [] } })],
  ['a variable that no neuron has', (file) => (file.recording.probes = [{ neuron: 0, variable: 'm_X' }])],
  [
    'a plan of nothing',
    (file) => (file.recording.longRun = { batches: 1, record: { every: 1, variables: [], neurons: [] } }),
  ],
  ['a newer version', (file) => (file.version = VERSION + 1)],
  ['a number as text', (file) => (file.run.dt = '0.01')],
])('%s is refused by the schema and by the reader', (_, tamper) => {
  const { files, description } = unpacked(DRAWN);
  tamper(description);
  expect([validate(description), refusalOf(JSON.stringify(description), files)]).toEqual([false, expect.any(String)]);
});

const SET = { kind: 'set', parameter: 'g_Na' };

test('a change of no neuron may say any value, and a file may name its schema for an editor', () => {
  const { files, description } = unpacked(DRAWN);
  description.$schema = './experiment-v1.schema.json';
  description.model.changes = [{ ...SET, neurons: [], value: -1 }];
  expect([validate(description), refusalOf(JSON.stringify(description), files)]).toEqual([true, undefined]);
});
