import { useMemo } from 'react';
import type { SynapseType } from '../../model/model.ts';
import type { PopulationRange } from '../../model/population.ts';
import type { MatrixToolStore } from '../../store/edits/matrixTools.ts';
import { formatCount } from '../format.ts';
import { useLab } from '../labContext.ts';
import styles from './NetworkPicture.module.css';
import { PICTURE, networkLinks, networkNodes } from './networkLinks.ts';
import type { NetworkLink, NetworkNode } from './networkLinks.ts';
import { blockOf } from './rangeEdits.ts';
import { useMatricesOnScreen } from './useMatrixOnScreen.ts';

export interface NetworkPictureProps {
  readonly types: readonly SynapseType[];
  /** The type whose matrix is shown. */
  readonly shown: string;
  readonly populations: readonly PopulationRange[];
  readonly tools: MatrixToolStore;
}

/** Populations as circles, synapses between them as arrows where they excite and bars where they inhibit; a link leads to its block. */
export function NetworkPicture({ types, shown, populations, tools }: NetworkPictureProps) {
  const { lab } = useLab();
  const nodes = useMemo(() => networkNodes(populations), [populations]);
  const matrices = useMatricesOnScreen(types);
  const links = networkLinks(
    nodes,
    types.map((type, t) => ({ type, counts: matrices[t]!.counts })),
  );
  const point = (link: NetworkLink | undefined): void => {
    const isShown = link?.type.name === shown;
    tools.setState({ preview: link && isShown ? blockOf(populations, link.from, link.to) : undefined });
  };
  return (
    <svg
      className={styles.picture}
      viewBox={`0 0 ${PICTURE.width} ${PICTURE.height}`}
      role="img"
      aria-label={describe(nodes, links)}
      data-testid="network-picture"
      onPointerLeave={() => point(undefined)}
    >
      {links.map((link) => (
        <g
          key={`${link.type.name} ${link.from} ${link.to}`}
          className={styles.link}
          data-sign={link.type.sign}
          data-shown={link.type.name === shown || undefined}
          data-silent={link.synapses === 0 || undefined}
          onPointerEnter={() => point(link)}
          onClick={() => {
            lab.view.setState({ synapseType: link.type.name });
            tools.setState({ selection: blockOf(populations, link.from, link.to), preview: undefined });
          }}
        >
          <path className={styles.reach} d={link.path} />
          <path className={styles.line} d={link.path} strokeWidth={link.width} />
          <path className={styles.head} d={link.head} />
          <text className={styles.label} x={link.label.x} y={link.label.y}>
            <tspan className={styles.type}>{link.type.name} </tspan>
            {link.synapses === 0 ? 'silent' : formatCount(link.synapses)}
          </text>
        </g>
      ))}
      {nodes.map(({ name, population, count, radius, x, y }) => (
        <g key={name}>
          <circle
            className={styles.node}
            cx={x}
            cy={y}
            r={radius}
            style={{ fill: `var(--population-${population})` }}
          />
          <text className={styles.name} x={x} y={y - 3}>
            {name}
          </text>
          <text className={styles.count} x={x} y={y + 8}>
            {formatCount(count)}
          </text>
        </g>
      ))}
    </svg>
  );
}

function describe(nodes: readonly NetworkNode[], links: readonly NetworkLink[]): string {
  const populations = nodes.map(({ name, count }) => `${count} ${name}s`).join(' and ');
  const all = links.map(
    ({ type, from, to, synapses }) =>
      `${from} ${type.sign === 'excitatory' ? 'excite' : 'inhibit'} ${to} by ${synapses} ${type.name} synapses`,
  );
  return `Network of ${populations}. ${all.join('; ')}.`;
}
