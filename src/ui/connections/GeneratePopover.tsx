import { ChevronDown, Dices } from 'lucide-react';
import { Popover, RadioGroup } from 'radix-ui';
import { useDeferredValue, useMemo, useState } from 'react';
import { generateMatrix as makeRows } from '../../model/connectivity/generateMatrix.ts';
import { SynapseCounter } from '../../model/connectivity/synapseCounter.ts';
import type { GeneratedMatrix } from '../../model/description.ts';
import type { SynapseType } from '../../model/model.ts';
import type { PopulationRange } from '../../model/population.ts';
import { generateMatrix, matrixDescription } from '../../store/edits/matrixEdits.ts';
import { FieldRow } from '../controls/FieldRow.tsx';
import { Fieldset } from '../controls/Fieldset.tsx';
import { IconButton } from '../controls/IconButton.tsx';
import { formatCount, formatNumber } from '../format.ts';
import { PopoverCard } from '../controls/PopoverCard.tsx';
import { useLab } from '../labContext.ts';
import { Term } from '../help/Term.tsx';
import actions from '../controls/Button.module.css';
import styles from './GeneratePopover.module.css';
import { GENERATORS, GENERATOR_KINDS, GENERATOR_NUMBERS, ruleOf } from './generators.ts';
import type { GeneratorKind, GeneratorNumbers } from './generators.ts';
import { LocalNumber } from '../controls/LocalNumber.tsx';
import { MatrixThumbnail } from './MatrixThumbnail.tsx';

export interface GeneratePopoverProps {
  readonly type: SynapseType;
  readonly populations: readonly PopulationRange[];
}

/** Connects by a rule; what it would make is shown before it is made. */
export function GeneratePopover({ type, populations }: GeneratePopoverProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover.Root open={isOpen} onOpenChange={setOpen}>
      <Popover.Trigger className={actions.button}>
        Generate <ChevronDown size={13} aria-hidden="true" />
      </Popover.Trigger>
      <PopoverCard className={styles.popover} align="end" label={`Generate the ${type.name} matrix`}>
        <Generator key={type.name} type={type} populations={populations} onDone={() => setOpen(false)} />
      </PopoverCard>
    </Popover.Root>
  );
}

function Generator({ type, populations, onDone }: GeneratePopoverProps & { readonly onDone: () => void }) {
  const { lab } = useLab();
  const [kind, setKind] = useState<GeneratorKind>('random');
  const [from, setFrom] = useState<readonly string[]>(type.from);
  const [to, setTo] = useState<readonly string[]>(type.to);
  const [numbers, setNumbers] = useState<GeneratorNumbers>(() => ({
    seed: 1,
    probability: type.probability,
    neighbours: 2,
    rewiring: 0.1,
    length: 0.1,
    inDegree: Math.min(10, Math.max(1, Math.floor(countOf(populations, type.from) / 2))),
  }));
  const [problem, setProblem] = useState<string>();
  const rule = useMemo(() => ruleOf(kind, from, to, numbers), [kind, from, to, numbers]);
  const { meaning, numbers: needed } = GENERATORS[kind];

  return (
    <>
      <RadioGroup.Root
        className={styles.kinds}
        aria-label="Rule"
        value={kind}
        onValueChange={(next) => setKind(next as GeneratorKind)}
      >
        {GENERATOR_KINDS.map((one) => (
          <RadioGroup.Item key={one} value={one} className={styles.kind}>
            {GENERATORS[one].name}
          </RadioGroup.Item>
        ))}
      </RadioGroup.Root>
      <div className={styles.rule}>
        <p className={styles.meaning}>{meaning}</p>
        <div className={styles.ends}>
          <Ends legend="From" populations={populations} chosen={from} onChange={setFrom} />
          <Ends legend="To" populations={populations} chosen={to} onChange={setTo} />
        </div>
        {needed.length > 0 && (
          <FieldRow columns={needed.length === 3 ? 3 : 2}>
            {needed.map((name) => {
              const { isPercent = false, ...spec } = GENERATOR_NUMBERS[name];
              const scale = isPercent ? 100 : 1;
              return (
                <LocalNumber
                  key={name}
                  {...spec}
                  value={Number((numbers[name] * scale).toPrecision(12))}
                  onChange={(value) => setNumbers({ ...numbers, [name]: value / scale })}
                />
              );
            })}
          </FieldRow>
        )}
        <Preview type={type} populations={populations} rule={rule} />
        {problem && (
          <p className={styles.problem} role="alert">
            {problem}.
          </p>
        )}
        <div className={styles.buttons}>
          {needed.includes('seed') && (
            <IconButton
              label="Another seed"
              icon={<Dices size={16} aria-hidden="true" />}
              onClick={() => setNumbers({ ...numbers, seed: numbers.seed + 1 })}
            />
          )}
          <button
            type="button"
            className={actions.primary}
            onClick={() => {
              const refused = generateMatrix(lab, type.name, rule);
              setProblem(refused);
              if (refused === undefined) onDone();
            }}
          >
            Replace the {type.name} matrix
          </button>
        </div>
      </div>
    </>
  );
}

interface EndsProps {
  readonly legend: string;
  readonly populations: readonly PopulationRange[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}

/** Which populations a rule connects. */
function Ends({ legend, populations, chosen, onChange }: EndsProps) {
  return (
    <Fieldset legend={legend} className={styles.populations}>
      {populations.map(({ name }) => (
        <label key={name} className={styles.end}>
          <input
            type="checkbox"
            checked={chosen.includes(name)}
            onChange={({ target }) =>
              onChange(
                populations
                  .map((one) => one.name)
                  .filter((one) => (one === name ? target.checked : chosen.includes(one))),
              )
            }
          />
          {name}
        </label>
      ))}
    </Fieldset>
  );
}

interface PreviewProps extends GeneratePopoverProps {
  readonly rule: GeneratedMatrix;
}

/** What the rule would make. */
function Preview({ type, populations, rule }: PreviewProps) {
  const { lab } = useLab();
  const shown = useDeferredValue(rule);
  const { allowsSelf } = matrixDescription(lab, type.name);
  const n = countOf(populations);
  const { matrix, counts } = useMemo(() => {
    const made = { n, rows: makeRows(shown, populations, n, allowsSelf) };
    return { matrix: made, counts: new SynapseCounter().count(made, populations) };
  }, [shown, populations, n, allowsSelf]);
  const pairs = counts.blocks.reduce(
    (sum, { from, to, pairs: ofBlock }) => (shown.from.includes(from) && shown.to.includes(to) ? sum + ofBlock : sum),
    0,
  );
  const perNeuron = counts.synapses / Math.max(1, countOf(populations, shown.to));
  return (
    <div className={styles.preview}>
      <MatrixThumbnail
        matrix={matrix}
        populations={populations}
        sign={type.sign}
        side={96}
        label="Preview of the matrix"
      />
      <dl className={styles.facts} data-testid="generator-preview">
        <dt>Synapses</dt>
        <dd>{formatCount(counts.synapses)}</dd>
        <dt>Of the pairs</dt>
        <dd>{pairs > 0 ? `${formatNumber((100 * counts.synapses) / pairs, 3)} %` : '–'}</dd>
        <dt>
          <Term name="inDegree">Onto each neuron</Term>
        </dt>
        <dd>{formatNumber(perNeuron, 3)}</dd>
      </dl>
    </div>
  );
}

function countOf(populations: readonly PopulationRange[], names?: readonly string[]): number {
  return populations.reduce((sum, { name, count }) => (names && !names.includes(name) ? sum : sum + count), 0);
}
