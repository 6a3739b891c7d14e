import { Copy, Play, Square } from 'lucide-react';
import { useEffect, useState } from 'react';
import { BENCHMARK_SIZES } from '../../benchmark/benchmarkRun.ts';
import { NERVEFLOW_SOURCE } from '../../benchmark/nerveflowTimes.ts';
import { THEMES } from '../../charts/chartTheme.ts';
import { engineKey } from '../../store/benchmark.ts';
import type { BenchmarkState } from '../../store/benchmark.ts';
import { formatCount, formatSeconds } from '../format.ts';
import { useLab, useStore } from '../labContext.ts';
import { mostThreads } from '../threadCounts.ts';
import { useTheme } from '../useTheme.ts';
import styles from './Benchmark.module.css';
import { BenchmarkChart } from './BenchmarkChart.tsx';
import { BenchmarkTable } from './BenchmarkTable.tsx';
import { benchmarkColumns, benchmarkEngines, benchmarkSizes } from './benchmarkColumns.ts';
import type { BenchmarkEngine } from './benchmarkColumns.ts';
import { benchmarkCsv, benchmarkJson } from './exportBenchmark.ts';
import { ProgressBar } from '../controls/ProgressBar.tsx';
import { Picks } from '../controls/Picks.tsx';

/** s: the three repetitions of a case together. */
const SECONDS = 1.5;
/** s: what a case takes besides: the network is built and compiled, and runs untimed at first. */
const SECONDS_BESIDES = 0.8;
/** Larger networks take minutes to build and measure: they are there for who asks for them. */
const USUAL_SIZE = 384;

/** How fast this device is, engine by engine and size by size, beside NerveFlow; its figures last as long as the page. */
export function BenchmarkBody() {
  const { lab } = useLab();
  const state = useStore(lab.benchmark.state, (benchmark) => benchmark);
  const reports = useStore(lab.run, ({ engines }) => engines);
  const status = useStore(lab.run, (run) => run.status);
  const [pickedSizes, setSizes] = useState<ReadonlySet<number>>(
    new Set(BENCHMARK_SIZES.filter((n) => n <= USUAL_SIZE)),
  );
  const [pickedEngines, setEngines] = useState<ReadonlySet<string>>();
  const theme = THEMES[useTheme()];

  // Closing the page ends the measurement: the lab's own work would disturb it.
  useEffect(() => () => lab.benchmark.stop(), [lab]);

  const engines = benchmarkEngines(reports ?? [], mostThreads());
  const chosen = pickedEngines ?? new Set(engines.filter(({ isUsual }) => isUsual).map(({ key }) => key));
  const sizes = BENCHMARK_SIZES.filter((n) => pickedSizes.has(n));
  const requests = engines.filter(({ key }) => chosen.has(key)).map(({ request }) => request);
  const cases = sizes.length * requests.length;
  const isRunning = state.status === 'running';
  const columns = benchmarkColumns(engines, chosen, state.rows);
  const rows = benchmarkSizes(sizes, state.rows);

  return (
    <>
      <div className={styles.body} tabIndex={0} role="group" aria-label="Benchmark of this device">
        <p>
          How long this device takes for 1000 ms of the network: 10 µA/cm² into a third of the neurons, RK4 with dt =
          0.01&nbsp;ms. Above 384 neurons the synaptic conductances are scaled by 120/n, as RK4 needs it.
        </p>
        <p className={styles.note}>
          Whatever else the machine does disturbs the figures: close other programs and pages, plug a laptop in, and
          keep this page in front. A spread in colour says that something was at work.{' '}
          {status === 'running' && 'Start pauses the run. '}
          NerveFlow’s column is its authors’ own: {NERVEFLOW_SOURCE.charAt(0).toLowerCase() + NERVEFLOW_SOURCE.slice(1)}
          .
        </p>
        <Picks
          legend="Neurons"
          options={BENCHMARK_SIZES.map((n) => ({ value: n, label: formatCount(n) }))}
          picked={pickedSizes}
          isDisabled={isRunning}
          onChange={setSizes}
        />
        <Picks
          legend="Engines"
          options={engines.map(({ key, name, how }) => ({ value: key, label: `${name} ${how}` }))}
          picked={chosen}
          isDisabled={isRunning}
          onChange={setEngines}
        />
        {!reports && <p className={styles.note}>Looking for engines …</p>}
        <BenchmarkChart columns={columns} sizes={rows} theme={theme} />
        <BenchmarkTable columns={columns} sizes={rows} current={state.current} />
      </div>
      <div className={styles.actions}>
        <Progress state={state} engines={engines} plan={{ cases, seconds: cases * (SECONDS + SECONDS_BESIDES) }} />
        <CopyButtons state={state} />
        {isRunning ? (
          <button type="button" className={styles.primary} onClick={() => lab.benchmark.stop()}>
            <Square size={14} aria-hidden="true" />
            Stop
          </button>
        ) : (
          <button
            type="button"
            className={styles.primary}
            disabled={cases === 0 || status === 'starting'}
            onClick={() => lab.startBenchmark({ sizes, engines: requests, seconds: SECONDS })}
          >
            <Play size={14} aria-hidden="true" />
            Start
          </button>
        )}
      </div>
    </>
  );
}

interface ProgressProps {
  readonly state: BenchmarkState;
  readonly engines: readonly BenchmarkEngine[];
  readonly plan: { readonly cases: number; readonly seconds: number };
}

function Progress({ state, engines, plan }: ProgressProps) {
  const { status, done, cases, failure } = state;
  return (
    <div className={styles.progress}>
      {status === 'running' && <ProgressBar label="Progress of the benchmark" share={done / cases} />}
      <p
        role={status === 'failed' ? 'alert' : 'status'}
        data-testid="benchmark-status"
        data-failed={status === 'failed' || undefined}
      >
        {failure ?? describe(state, engines, plan)}
      </p>
    </div>
  );
}

function describe(
  { status, done, cases, current }: BenchmarkState,
  engines: readonly BenchmarkEngine[],
  plan: ProgressProps['plan'],
): string {
  switch (status) {
    case 'running': {
      if (!current) return 'Starting …';
      const engine = engines.find(({ key }) => key === engineKey(current.request));
      return `${done + 1} of ${cases}: ${formatCount(current.n)} neurons, ${engine?.name} ${engine?.how}`;
    }
    case 'finished':
      return `Finished: ${cases} ${cases === 1 ? 'case' : 'cases'}.`;
    case 'stopped':
      return `Stopped after ${done} of ${cases}.`;
    case 'idle':
    case 'failed':
      if (plan.cases === 0) return 'Choose a size and an engine.';
      return `${plan.cases} ${plan.cases === 1 ? 'case' : 'cases'}, about ${formatSeconds(plan.seconds)}.`;
  }
}

function CopyButtons({ state: { rows } }: { readonly state: BenchmarkState }) {
  const [outcome, setOutcome] = useState('');
  const copy = async (name: string, text: string): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setOutcome(`${name} copied`);
    } catch {
      setOutcome('The browser does not let this page copy');
    }
  };
  return (
    <>
      <span className={styles.outcome} role="status">
        {outcome}
      </span>
      <button
        type="button"
        className={styles.action}
        disabled={rows.length === 0}
        onClick={() => void copy('CSV', benchmarkCsv(rows))}
      >
        <Copy size={14} aria-hidden="true" />
        Copy CSV
      </button>
      <button
        type="button"
        className={styles.action}
        disabled={rows.length === 0}
        onClick={() => void copy('JSON', benchmarkJson(rows, new Date()))}
      >
        <Copy size={14} aria-hidden="true" />
        Copy JSON
      </button>
    </>
  );
}
