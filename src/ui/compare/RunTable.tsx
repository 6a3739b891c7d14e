import { isComparedByEvents } from '../../analysis/runs/isComparedByEvents.ts';
import { sharedSpikes } from '../../analysis/runs/sharedSpikes.ts';
import { formatFixed } from '../../charts/ticks.ts';
import { formatNumber } from '../format.ts';
import { useLab } from '../labContext.ts';
import { FigureChart } from './FigureChart.tsx';
import { RunSwatch } from './RunSwatch.tsx';
import styles from './RunTable.module.css';
import { SAME_SPIKE } from './comparePictures.ts';
import { comparedPair } from './comparedRuns.ts';
import { changeText, runNumbers } from './runNumbers.ts';
import { spectrumFigure } from './spectrumFigure.ts';
import { useMeasuredRuns } from './useMeasuredRuns.ts';

/** The runs in numbers over the time that all of them have, how much changed, and their spectra. */
export function RunTable({ against }: { readonly against: string | undefined }) {
  const { lab } = useLab();
  const measured = useMeasuredRuns();
  if (measured === undefined) return <p className={styles.problem}>Measuring …</p>;
  if ('problem' in measured) return <p className={styles.problem}>{measured.problem}</p>;
  const { runs, until, hasEvents } = measured;
  const { populations } = runs.at(-1)!.recording;
  const first = runs.find(({ label }) => label === against)?.summary;
  const last = runs.at(-1)!.summary;
  const pair = comparedPair(lab);
  const figure = spectrumFigure(measured);
  return (
    <div className={styles.results}>
      {'problem' in figure ? (
        <p className={styles.problem}>{figure.problem}</p>
      ) : (
        <FigureChart figure={figure} populations={populations} />
      )}
      <div className={styles.scroll} role="region" aria-label="The runs in numbers" tabIndex={0}>
        <table className={styles.table} data-testid="compare-numbers">
          <caption className={styles.caption}>The first {formatNumber(until, 6)} ms of each run</caption>
          <thead>
            <tr>
              <th scope="col">Number</th>
              {runs.map(({ label }) => (
                <th key={label} scope="col">
                  <RunSwatch label={label} />
                </th>
              ))}
              {first && <th scope="col">{against} → now</th>}
            </tr>
          </thead>
          <tbody>
            {runNumbers(populations, hasEvents).map((number) => {
              const { name, unit, decimals, of } = number;
              return (
                <tr key={name}>
                  <th scope="row">
                    {name}
                    {unit && <span className={styles.unit}>, {unit}</span>}
                  </th>
                  {runs.map(({ label, summary }) => (
                    <td key={label}>{formatFixed(of(summary), decimals)}</td>
                  ))}
                  {first && <td>{changeText(number, of(first), of(last))}</td>}
                </tr>
              );
            })}
            {pair?.problem === undefined &&
              pair !== undefined &&
              populations.map((population) => {
                const { a, b, shared } = sharedSpikes(pair.a, pair.b, population, { from: 0, to: until }, SAME_SPIKE);
                const what = isComparedByEvents(population, pair.a, pair.b) ? 'events' : 'spikes';
                const share = Math.max(a, b) > 0 ? ` (${formatNumber((100 * shared) / Math.max(a, b), 2)} %)` : '';
                return (
                  <tr key={population.name}>
                    <th scope="row">
                      {population.name} {what} in both {against} and now, ± {SAME_SPIKE} ms
                    </th>
                    <td colSpan={runs.length + 1}>
                      {shared}
                      {share}
                    </td>
                  </tr>
                );
              })}
          </tbody>
        </table>
      </div>
    </div>
  );
}
