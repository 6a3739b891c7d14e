import type { ArrayStimulus, RunDescription, StimulusPart } from '../../model/description.ts';
import { partsOf } from '../../model/stimulus/stimulus.ts';
import { describeReceivers } from '../edits/stimulusEdits.ts';
import { PART_FIELDS, fieldsOf } from '../edits/stimulusFields.ts';
import type { PartField } from '../edits/stimulusFields.ts';
import { kindOf, nameOf, receiversOf } from '../edits/stimulusParts.ts';
import type { StimulusEntry } from '../labDocument.ts';
import { fromTo, withUnit } from './fromTo.ts';

interface Side {
  readonly started: RunDescription;
  readonly stimulus: readonly StimulusEntry[];
}

/** The currents that differ: 'Odour pulse amplitude: 10 → 15 µA/cm²', 'Step: only in the second run'. */
export function stimulusDifferences(a: Side, b: Side): string[] {
  if (a.started.stimulus === b.started.stimulus) return [];
  const [before, after] = [namedParts(a), namedParts(b)];
  const others = [...after];
  const differences = before.flatMap((one) => {
    const index = matchOf(one, others);
    if (index < 0) return [`${one.name}: switched off or taken out`];
    const [other] = others.splice(index, 1);
    return partDifferences(one.name, one.part, other!.part);
  });
  return [...differences, ...others.map(({ name, part }) => `${name}: added${strengthOf(part)}`)];
}

interface NamedPart {
  readonly id: string | undefined;
  readonly name: string;
  readonly part: StimulusPart;
}

/** Parts that no longer stand in the document are called by their kind. */
function namedParts({ started, stimulus }: Side): NamedPart[] {
  const taken = new Set<StimulusEntry>();
  return partsOf(started.stimulus).map((part) => {
    const isFree = (entry: StimulusEntry): boolean => !taken.has(entry);
    const entry =
      stimulus.find((one) => isFree(one) && one.part === part) ??
      stimulus.find((one) => isFree(one) && kindOf(one.part) === kindOf(part));
    if (entry) taken.add(entry);
    return { id: entry?.id, name: nameOf({ id: entry?.id ?? '', isOn: true, part }), part };
  });
}

/** Where the part of the other run stands: the same object, else the one of its id and kind, of its file's name, of its kind. */
function matchOf({ id, name, part }: NamedPart, others: readonly NamedPart[]): number {
  const kind = kindOf(part);
  const tests: ((other: NamedPart) => boolean)[] = [
    (other) => other.part === part,
    (other) => other.id !== undefined && other.id === id && kindOf(other.part) === kind,
    (other) => other.name === name && kindOf(other.part) === kind,
    (other) => kindOf(other.part) === kind,
  ];
  for (const test of tests) {
    const index = others.findIndex(test);
    if (index >= 0) return index;
  }
  return -1;
}

function partDifferences(name: string, a: StimulusPart, b: StimulusPart): string[] {
  if (a === b) return [];
  const [before, after] = [receiversOf(a), receiversOf(b)];
  const [into, other] = [before, after].map((receivers) => (receivers ? describeReceivers(receivers) : ''));
  // A share and its seed are fields.
  const areFields = before?.kind === 'share' && after?.kind === 'share' && before.population === after.population;
  const fields = [...new Set([...fieldsOf(a), ...fieldsOf(b)])].flatMap((key) => {
    const field: PartField = PART_FIELDS[key];
    const [from, to] = [field.read(a), field.read(b)];
    if (from === undefined || to === undefined || from === to) return [];
    return [`${name} ${lowerFirst(field.label)}: ${fromTo(from, to, field.unit)}`];
  });
  return [
    ...fields,
    ...(!areFields && into !== other ? [`${name}: into ${into} → into ${other}`] : []),
    ...(a.kind === 'array' && b.kind === 'array' ? arrayDifferences(name, a, b) : []),
  ];
}

function arrayDifferences(name: string, a: ArrayStimulus, b: ArrayStimulus): string[] {
  if (a.values === b.values) return [];
  if (a.n !== b.n || a.samples !== b.samples) {
    return [`${name}: ${a.n} neurons × ${a.samples} samples → ${b.n} × ${b.samples}`];
  }
  let changed = 0;
  for (let k = 0; k < a.values.length; k++) if (a.values[k] !== b.values[k]) changed++;
  return changed === 0 ? [] : [`${name}: ${changed.toLocaleString('en')} of its values are others`];
}

function strengthOf(part: StimulusPart): string {
  const amplitude = PART_FIELDS.amplitude.read(part);
  return amplitude === undefined
    ? ''
    : `, ${withUnit(String(amplitude).replace('-', '−'), PART_FIELDS.amplitude.unit)}`;
}

function lowerFirst(label: string): string {
  return label.charAt(0).toLowerCase() + label.slice(1);
}
