import { populationRanges } from '../../model/buildNetwork.ts';
import type { MatrixDescription, MatrixPatch, NetworkDescription } from '../../model/description.ts';
import type { SynapseType } from '../../model/model.ts';
import { addChange } from '../../model/parameters/addChange.ts';
import { changeTarget, hasParameter, ownedParameters } from '../../model/parameters/parameterChanges.ts';
import type { OwnedParameter } from '../../model/parameters/parameterChanges.ts';
import { extentOf, valuesOf } from '../../model/parameters/parameterValues.ts';
import type { PopulationRange } from '../../model/population.ts';
import { PRESETS } from '../../model/presets.ts';
import { MOST_SEED } from '../../model/random.ts';
import { fieldsOf, PART_FIELDS } from '../edits/stimulusFields.ts';
import type { PartField } from '../edits/stimulusFields.ts';
import { nameOf } from '../edits/stimulusParts.ts';
import { FIELDS } from '../fields.ts';
import type { Field } from '../fields.ts';
import { withEntry, withNetwork } from '../labDocument.ts';
import type { LabDocument, StimulusEntry } from '../labDocument.ts';
import type { NumberLimits } from '../../experiment/numberLimits.ts';

/** A number of the document that a sweep may vary. */
export interface SweepTarget extends NumberLimits {
  /** Names it in a description: 'g_GABA', 'PN.E_L', 'odour.amplitude'; also the column of tables and archives. */
  readonly key: string;
  /** Of a parameter its symbol. */
  readonly symbol?: string;
  /** Under which heading it is listed, where it is no parameter. */
  readonly group?: string;
  /** What it is now; undefined where neurons differ in it. */
  read(document: LabDocument): number | undefined;
  /** Least and greatest of what it is now, where neurons may differ in it. */
  extent?(document: LabDocument): readonly [number, number];
  write(document: LabDocument, value: number): LabDocument;
}

const GROUPS = { stimulus: 'stimulus', connections: 'connections', start: 'start of runs' } as const;

/** Factors of weights: from none to ten times. */
const MOST_FACTOR = 10;

/** All that can be swept of a document: currents that take part, parameters, blocks of matrices, the drawn start. */
export function sweepTargets(document: LabDocument): SweepTarget[] {
  const { network, stimulus } = document;
  const model = PRESETS[network.preset];
  const populations = populationRanges(model, network.n, network.counts);
  return [
    ...stimulus.filter(({ isOn }) => isOn).flatMap(currentTargets),
    ...ownedParameters(model).flatMap((parameter) => {
      const having = model.populations.filter((one) => hasParameter(one, parameter)).map(({ name }) => name);
      const single = having.length > 1 ? having : [];
      return [undefined, ...single].map((population) => parameterTarget(parameter, population, populations));
    }),
    ...model.synapses.flatMap((type) => blockTargets(type, network, populations)),
    ...(network.initialState === undefined ? [fieldTarget('startV'), fieldTarget('noise')] : []),
  ];
}

/** @throws RangeError where the document has no such number. */
export function findTarget(document: LabDocument, key: string): SweepTarget {
  const target = sweepTargets(document).find((one) => one.key === key);
  if (target === undefined) throw new RangeError(`${key} is no number of this network and its currents`);
  return target;
}

function parameterTarget(
  parameter: OwnedParameter,
  population: string | undefined,
  populations: readonly PopulationRange[],
): SweepTarget {
  const { symbol, range, unit, meaning, of } = parameter;
  const target = { parameter: symbol, ...(population !== undefined && { population }) };
  const relation = of === 'synapse' ? 'onto' : 'of';
  const extent = ({ network }: LabDocument): readonly [number, number] => {
    const { values, populations: ranges } = valuesOf(network, symbol);
    const extents = ranges.flatMap(({ name }, p) => {
      const own = values[p];
      return own !== undefined && (population ?? name) === name ? [extentOf(own)] : [];
    });
    return [Math.min(...extents.map(([low]) => low)), Math.max(...extents.map(([, high]) => high))];
  };
  return {
    key: changeTarget(target),
    symbol,
    label: population === undefined ? symbol : `${symbol} ${relation} ${population}`,
    unit: unit === '1' ? '' : unit,
    least: range[0],
    most: range[1],
    isWhole: false,
    meaning,
    read: (document) => {
      const [low, high] = extent(document);
      return low === high ? low : undefined;
    },
    extent,
    write: (document, value) =>
      withNetwork(document, {
        changes: addChange(document.network.changes ?? [], { kind: 'set', ...target, value }, populations),
      }),
  };
}

function currentTargets(entry: StimulusEntry): SweepTarget[] {
  const { id, part } = entry;
  return fieldsOf(part).flatMap((name) => {
    const field: PartField = PART_FIELDS[name];
    // Seeds are the sweep's own; a file is read at the rate at which it was written.
    if (field.most === MOST_SEED || name === 'samplesPerMs') return [];
    const { label, unit, least, most, isWhole, meaning } = field;
    return {
      key: `${id}.${name}`,
      group: GROUPS.stimulus,
      label: `${label} of ${nameOf(entry)}`,
      unit,
      least,
      most,
      isWhole,
      meaning,
      read: ({ stimulus }) => {
        const now = stimulus.find((one) => one.id === id);
        return now && field.read(now.part);
      },
      write: (document, value) => {
        const now = document.stimulus.find((one) => one.id === id) ?? entry;
        return withEntry(document, id, { ...now, part: field.write(now.part, value) });
      },
    };
  });
}

/** The blocks that the model connects, and of a matrix that was edited all of them. */
function blockTargets(
  { name: type, from, to }: SynapseType,
  { matrices }: NetworkDescription,
  populations: readonly PopulationRange[],
): SweepTarget[] {
  const isEdited = matrices?.[type] !== undefined;
  const blocks = populations.flatMap((rows) => populations.map((columns) => ({ rows, columns })));
  const present = blocks.filter(
    ({ rows, columns }) =>
      rows.count > 0 && columns.count > 0 && (isEdited || (to.includes(rows.name) && from.includes(columns.name))),
  );
  return present.flatMap(({ rows, columns }) => {
    const block = `${columns.name} → ${rows.name} (${type})`;
    const spans = {
      rows: { first: rows.first, count: rows.count },
      columns: { first: columns.first, count: columns.count },
    };
    const common = { group: GROUPS.connections, isWhole: false, least: 0 } as const;
    return [
      {
        ...common,
        key: `${type}.${columns.name}>${rows.name}.weights`,
        label: `Weights ${block}`,
        unit: '×',
        most: MOST_FACTOR,
        meaning: 'By which factor every weight of the block is multiplied.',
        read: () => 1,
        write: (document, factor) => withPatch(document, type, { kind: 'scale', ...spans, factor }),
      },
      {
        ...common,
        key: `${type}.${columns.name}>${rows.name}.probability`,
        label: `Probability ${block}`,
        unit: '',
        most: 1,
        meaning:
          'With which probability each pair of the block has a synapse, of weight 1; drawn by the network’s seed.',
        read: () => undefined,
        write: (document, probability) =>
          withPatch(document, type, { kind: 'block', ...spans, weight: 1, probability, seed: document.network.seed }),
      },
    ];
  });
}

function withPatch(document: LabDocument, type: string, patch: MatrixPatch): LabDocument {
  const { matrices } = document.network;
  const matrix: MatrixDescription = matrices?.[type] ?? { start: { kind: 'drawn' }, patches: [] };
  const patched = { ...matrix, patches: [...matrix.patches, patch] };
  return withNetwork(document, { matrices: { ...matrices, [type]: patched } });
}

function fieldTarget(name: 'startV' | 'noise'): SweepTarget {
  const { label, unit, least, most, isWhole, meaning, read, write }: Field = FIELDS[name];
  return { key: name, group: GROUPS.start, label, unit, least, most, isWhole, meaning, read, write };
}
