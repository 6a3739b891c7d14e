import { useMemo, useState } from 'react';
import { neuronName } from '../../charts/chartTheme.ts';
import type { NetworkDescription } from '../../model/description.ts';
import type { PopulationRange } from '../../model/population.ts';
import { PRESETS } from '../../model/presets.ts';
import { makeMatrix } from '../../store/edits/matrixEdits.ts';
import { LiveText } from '../controls/LiveText.tsx';
import { formatNumber } from '../format.ts';
import { useLab } from '../labContext.ts';
import styles from './Inspector.module.css';
import { sumOfOpenFractions, synapsesOf } from './inspectNeuron.ts';
import type { NeuronSynapses as Synapses, Partners } from './inspectNeuron.ts';

export interface NeuronSynapsesProps {
  readonly network: NetworkDescription;
  readonly populations: readonly PopulationRange[];
  readonly neuron: number;
  readonly onInspect: (neuron: number) => void;
}

/** Who drives the neuron, and whom it drives, by type of synapse. */
export function NeuronSynapses({ network, populations, neuron, onInspect }: NeuronSynapsesProps) {
  const { lab } = useLab();
  const types = PRESETS[network.preset].synapses;
  const synapses = useMemo(
    () =>
      PRESETS[network.preset].synapses.map(({ name }) => {
        try {
          return synapsesOf(makeMatrix(lab, network, name), neuron);
        } catch (error) {
          // The editor of matrices says why it cannot be made.
          if (error instanceof RangeError) return undefined;
          throw error;
        }
      }),
    [lab, network, neuron],
  );
  return (
    <>
      {types.map((type, t) => {
        const own = synapses[t];
        if (!own) return null;
        const before = synapses.slice(0, t).reduce((sum, one) => sum + (one?.total ?? 0), 0);
        const all = synapses.reduce((sum, one) => sum + (one?.total ?? 0), 0);
        return (
          <section key={type.name} className={styles.type} aria-label={`${type.name} synapses`}>
            <h3>
              {type.name} <span className={styles.remark}>{type.sign}</span>
              <SumOfOpenFractions own={own} before={before} all={all} />
            </h3>
            {own.inputs.neurons.length + own.outputs.neurons.length === 0 && (
              <p className={styles.remark}>No synapses.</p>
            )}
            <PartnerList
              title="from"
              partners={own.inputs}
              populations={populations}
              onInspect={onInspect}
              type={type.name}
            />
            <PartnerList
              title="to"
              partners={own.outputs}
              populations={populations}
              onInspect={onInspect}
              type={type.name}
            />
          </section>
        );
      })}
    </>
  );
}

/** Σ[O] now, where the state that was read last is one of these synapses. */
function SumOfOpenFractions({
  own,
  before,
  all,
}: {
  readonly own: Synapses;
  readonly before: number;
  readonly all: number;
}) {
  const { lab } = useLab();
  const live = useMemo(
    () => ({
      depends: () => [lab.states.current],
      read: () => {
        const { current } = lab.states;
        if (current?.openFractions.length !== all) return '–';
        return sumOfOpenFractions(current.openFractions, before, own).toFixed(3);
      },
    }),
    [lab, own, before, all],
  );
  if (own.inputs.neurons.length === 0) return null;
  return (
    <span className={styles.sum}>
      Σ[O] <LiveText {...live} />
    </span>
  );
}

/** So many neurons are listed at first. */
const MOST_LISTED = 10;

interface PartnerListProps {
  readonly title: 'from' | 'to';
  readonly type: string;
  readonly partners: Partners;
  readonly populations: readonly PopulationRange[];
  readonly onInspect: (neuron: number) => void;
}

function PartnerList({ title, type, partners, populations, onInspect }: PartnerListProps) {
  const [isWhole, setWhole] = useState(false);
  const { neurons, weights } = partners;
  if (neurons.length === 0) return null;
  const listed = isWhole ? neurons : neurons.slice(0, MOST_LISTED);
  const isWeighted = weights.some((weight) => weight !== 1);
  return (
    <div className={styles.partners}>
      <span className={styles.direction}>
        {title} <b>{neurons.length}</b>
      </span>
      <ul aria-label={`${type} ${title === 'from' ? 'inputs' : 'outputs'}`}>
        {listed.map((neuron, k) => {
          const p = populations.findIndex(({ first, count }) => neuron >= first && neuron < first + count);
          return (
            <li key={neuron}>
              <button
                type="button"
                className={styles.partner}
                style={{ borderColor: `var(--population-${p})` }}
                aria-label={`${neuronName(populations, neuron)}${isWeighted ? `, weight ${formatNumber(weights[k]!, 3)}` : ''}`}
                onClick={() => onInspect(neuron)}
              >
                {neuron}
                {isWeighted && <small>×{formatNumber(weights[k]!, 2)}</small>}
              </button>
            </li>
          );
        })}
        {neurons.length > MOST_LISTED && (
          <li>
            <button type="button" className={styles.more} aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
              {isWhole ? 'fewer' : `+${neurons.length - MOST_LISTED}`}
            </button>
          </li>
        )}
      </ul>
    </div>
  );
}
