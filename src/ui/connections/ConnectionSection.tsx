import { Plug, VolumeX } from 'lucide-react';
import type { ReactNode } from 'react';
import type { NetworkDescription } from '../../model/description.ts';
import { PRESETS } from '../../model/presets.ts';
import type { SynapseType } from '../../model/model.ts';
import { Hint } from '../controls/Hint.tsx';
import { IconButton } from '../controls/IconButton.tsx';
import { Section } from '../controls/Section.tsx';
import { formatCount, formatNumber } from '../format.ts';
import { Term } from '../help/Term.tsx';
import { useLab, useStore } from '../labContext.ts';
import actions from '../controls/Button.module.css';
import styles from './ConnectionSection.module.css';
import { MatrixThumbnail } from './MatrixThumbnail.tsx';
import { MOST_SHOWN } from './matrixData.ts';
import { blockOf, fillRange, setRange } from './rangeEdits.ts';
import { useMatrixOnScreen } from './useMatrixOnScreen.ts';

/** Each synapse type's matrix at a glance, and its blocks to silence. */
export function ConnectionSection() {
  const { lab } = useLab();
  const preset = useStore(lab.document, ({ network }) => network.preset);
  const n = useStore(lab.document, ({ network }) => network.n);
  return (
    <Section
      title="Connections"
      note={
        <>
          rows <Term name="postsynaptic">receive</Term>, columns <Term name="presynaptic">send</Term>
        </>
      }
    >
      {PRESETS[preset].synapses.map((type) =>
        n <= MOST_SHOWN ? <TypeCard key={type.name} type={type} /> : <LargeTypeCard key={type.name} type={type} />,
      )}
    </Section>
  );
}

function TypeCard({ type }: { readonly type: SynapseType }) {
  const { lab } = useLab();
  const seed = useStore(lab.document, ({ network }) => network.seed);
  const { matrix, counts, populations } = useMatrixOnScreen(type);
  const shown = counts.blocks.filter(
    ({ from, to, synapses, pairs }) => synapses > 0 || (pairs > 0 && type.from.includes(from) && type.to.includes(to)),
  );
  return (
    <div className={styles.card} data-testid={`connections-${type.name}`}>
      <MatrixThumbnail matrix={matrix} populations={populations} sign={type.sign} side={64} />
      <div className={styles.facts}>
        <TypeHead
          type={type}
          count={
            <>
              {formatCount(counts.synapses)} <span className="visually-hidden">synapses</span>
            </>
          }
        />
        <ul className={styles.blocks}>
          {shown.map(({ from, to, synapses, pairs }) => {
            const range = blockOf(populations, from, to);
            const name = `${from} → ${to}`;
            return (
              <li key={name} className={styles.block}>
                <span className={styles.name}>{name}</span>
                <span>{synapses === 0 ? 'silent' : formatCount(synapses)}</span>
                <span className={styles.share}>
                  {pairs > 0 ? `${formatNumber((100 * synapses) / pairs, 2)} %` : ''}
                </span>
                {range && synapses > 0 ? (
                  <IconButton
                    label={`Silence ${name} (${type.name})`}
                    hint={`Silence ${name} (${type.name})`}
                    icon={<VolumeX size={14} aria-hidden="true" />}
                    onClick={() => void setRange(lab, type.name, populations, range, 0)}
                  />
                ) : (
                  range && (
                    <IconButton
                      label={`Connect ${name} (${type.name})`}
                      hint={`Connect ${name} again: ${formatNumber(100 * type.probability)} % of the pairs, drawn by seed ${seed}`}
                      icon={<Plug size={14} aria-hidden="true" />}
                      onClick={() =>
                        void fillRange(lab, type.name, populations, range, {
                          weight: 1,
                          probability: type.probability,
                          seed,
                        })
                      }
                    />
                  )
                )}
              </li>
            );
          })}
        </ul>
      </div>
    </div>
  );
}

/** Where the page makes no matrix by itself: what the running network says of it, or the model. */
function LargeTypeCard({ type }: { readonly type: SynapseType }) {
  const { lab } = useLab();
  const described = useStore(lab.document, (document) => document.network);
  const network = useStore(lab.run, (run) => run.network);
  const isBuilt = network !== undefined && isSameWiring(network.description, described);
  const built = isBuilt ? network.summary.synapses.find((one) => one.type === type.name) : undefined;
  const count = built ? `${formatCount(built.count)} synapses` : `${100 * type.probability} % of pairs`;
  return <TypeHead type={type} count={count} />;
}

function isSameWiring(a: NetworkDescription, b: NetworkDescription): boolean {
  return (['preset', 'n', 'counts', 'seed', 'matrices'] as const).every((part) => a[part] === b[part]);
}

function TypeHead({ type, count }: { readonly type: SynapseType; readonly count: ReactNode }) {
  const { lab } = useLab();
  return (
    <div className={styles.head}>
      <Hint text={`${type.title}, ${type.sign}`}>
        <b>{type.name}</b>
      </Hint>
      <span className={styles.count}>{count}</span>
      <button
        type="button"
        className={actions.button}
        aria-label={`Edit the ${type.name} matrix`}
        onClick={() => lab.view.setState({ dock: 'connections', synapseType: type.name })}
      >
        Edit
      </button>
    </div>
  );
}
