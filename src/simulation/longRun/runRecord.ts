import { buildNetwork } from '../../model/buildNetwork.ts';
import type { LongRunDescription, RunDescription } from '../../model/description.ts';
import { stateColumns } from '../../model/stateColumns.ts';
import { planBatches } from './batchPlan.ts';
import type { RecordedSession } from './recordedSession.ts';
import { RECORD_FILE } from './runFiles.ts';
import { putFile, type RunFolder } from './runFolder.ts';

export interface RecordedRun {
  readonly run: RunDescription;
  readonly longRun: LongRunDescription;
  readonly session: Pick<RecordedSession, 'engine' | 'network' | 'longRun'>;
  readonly notices: readonly string[];
  /** Of the lab and of what it stands on, by name. */
  readonly versions: Readonly<Record<string, string>>;
}

/** Writes run.json: on what the run was simulated, which steps its rows are, and what their columns hold, in which units. */
export async function putRecord(
  folder: RunFolder,
  { run, longRun, session, notices, versions }: RecordedRun,
): Promise<void> {
  const { kind: engine, ...details } = session.engine;
  const { n, synapses } = session.network;
  const { dt, duration, network } = run;
  const { preset, seed, changes = [] } = network;
  const built = buildNetwork(network, duration);
  const { steps, batches, every, allRows } = planBatches(run, longRun, built, session.longRun.start);
  const columns = stateColumns(built, longRun.record);
  const record = {
    engine,
    ...details,
    steps,
    dt,
    duration,
    n,
    recordEvery: every,
    seed,
    preset,
    changes,
    batches,
    rows: allRows,
    columns: columns.map(({ variable, unit, first, count, spans }) => ({ variable, unit, first, count, spans })),
    synapses,
    notices,
    versions,
    date: new Date().toISOString(),
  };
  await putFile(folder, RECORD_FILE, new TextEncoder().encode(`${JSON.stringify(record, null, 2)}\n`));
}
