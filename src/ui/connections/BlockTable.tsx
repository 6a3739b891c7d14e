import { Plug, VolumeX } from 'lucide-react';
import type { SynapseType } from '../../model/model.ts';
import type { PopulationRange } from '../../model/population.ts';
import type { MatrixToolStore } from '../../store/edits/matrixTools.ts';
import { Hint } from '../controls/Hint.tsx';
import { formatCount, formatNumber } from '../format.ts';
import { useLab, useStore } from '../labContext.ts';
import styles from './BlockTable.module.css';
import { blockNamed, blockOf, fillRange, setRange } from './rangeEdits.ts';
import { useMatrixOnScreen } from './useMatrixOnScreen.ts';

export interface BlockTableProps {
  readonly type: SynapseType;
  readonly populations: readonly PopulationRange[];
  readonly tools: MatrixToolStore;
}

/** The synapses of one type from population to population, each to be silenced or brought back at once. */
export function BlockTable({ type, populations, tools }: BlockTableProps) {
  const { lab } = useLab();
  const seed = useStore(lab.document, ({ network }) => network.seed);
  const selection = useStore(tools, (state) => state.selection);
  const selected = blockNamed(populations, selection);
  const { counts } = useMatrixOnScreen(type);
  return (
    <table className={styles.table} data-testid="blocks">
      <caption className={styles.caption}>
        <b>{type.name}</b> from population to population
      </caption>
      <thead>
        <tr>
          <th scope="col">From → to</th>
          <th scope="col">Synapses</th>
          <th scope="col" title="Share of the pairs of different neurons that are connected">
            Density
          </th>
          <th scope="col" title="Mean weight of the synapses">
            Weight
          </th>
          <th scope="col" className="visually-hidden">
            Edit
          </th>
        </tr>
      </thead>
      <tbody>
        {counts.blocks.map(({ from, to, synapses, pairs, meanWeight }) => {
          const range = blockOf(populations, from, to);
          if (!range) return null;
          const name = `${from} → ${to}`;
          const isSelected = selected?.from === from && selected.to === to;
          const share = type.probability;
          return (
            <tr
              key={name}
              data-selected={isSelected || undefined}
              data-empty={synapses === 0 || undefined}
              onPointerEnter={() => tools.setState({ preview: range })}
              onPointerLeave={() => tools.setState({ preview: undefined })}
            >
              <th scope="row">
                <button
                  type="button"
                  className={styles.name}
                  aria-pressed={isSelected}
                  aria-label={`Select ${name}`}
                  onClick={() => tools.setState({ selection: isSelected ? undefined : range })}
                >
                  <Population name={from} populations={populations} />
                  <span className={styles.arrow}>→</span>
                  <Population name={to} populations={populations} />
                </button>
              </th>
              <td>{formatCount(synapses)}</td>
              <td>{pairs > 0 ? `${formatNumber((100 * synapses) / pairs, 3)} %` : '–'}</td>
              <td>{synapses > 0 ? formatNumber(meanWeight, 3) : '–'}</td>
              <td>
                {synapses > 0 ? (
                  <button
                    type="button"
                    className={styles.act}
                    aria-label={`Silence ${name}`}
                    onClick={() => tools.setState({ problem: setRange(lab, type.name, populations, range, 0) })}
                  >
                    <VolumeX size={13} aria-hidden="true" /> Silence
                  </button>
                ) : (
                  <Hint text={`Connects ${formatNumber(100 * share)} % of the pairs, drawn by seed ${seed}.`}>
                    <button
                      type="button"
                      className={styles.act}
                      aria-label={`Connect ${name}`}
                      onClick={() => {
                        const fill = { weight: 1, probability: share, seed };
                        tools.setState({ problem: fillRange(lab, type.name, populations, range, fill) });
                      }}
                    >
                      <Plug size={13} aria-hidden="true" /> Connect
                    </button>
                  </Hint>
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** A population's name in its colour. */
function Population({
  name,
  populations,
}: {
  readonly name: string;
  readonly populations: readonly PopulationRange[];
}) {
  const index = populations.findIndex((one) => one.name === name);
  return <b style={{ color: `var(--population-${index})` }}>{name}</b>;
}
