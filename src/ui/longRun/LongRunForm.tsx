import { HardDriveDownload } from 'lucide-react';
import { useMemo } from 'react';
import type { LabDocument } from '../../store/labDocument.ts';
import { needOf, planOf, setBatches } from '../../store/longRun/longRunPlan.ts';
import type { DiskNeed } from '../../store/longRun/longRunPlan.ts';
import type { DiskRoom, LongRuns } from '../../store/longRun/longRuns.ts';
import { checkDocument } from '../../store/warnings.ts';
import { formatBytes } from '../../wording/formatBytes.ts';
import actions from '../controls/Button.module.css';
import { DocumentField } from '../controls/DocumentField.tsx';
import { FieldRow } from '../controls/FieldRow.tsx';
import { NumberField } from '../controls/NumberField.tsx';
import { useLab, useStore } from '../labContext.ts';
import { useCalmStore } from '../useCalmStore.ts';
import { formatSentence } from '../format.ts';
import { DiskNeedTable } from './DiskNeedTable.tsx';
import { RecordFields } from './RecordFields.tsx';
import styles from './LongRun.module.css';

const whole = (document: LabDocument): LabDocument => document;

/** What goes to disk of the document's run, what that takes, and its start. */
export function LongRunForm({ longRuns }: { readonly longRuns: LongRuns }) {
  const { lab } = useLab();
  const document = useStore(lab.document, whole);
  // While something is dragged or painted, what the run takes is counted now and then.
  const calm = useCalmStore(lab.document, whole);
  const room = useStore(longRuns.state, (state) => state.room);
  const isBusy = useStore(longRuns.state, (state) => state.isBusy);
  const branch = useStore(lab.run, (run) => run.branch);
  const need = useMemo(() => needOf(lab, calm, branch), [lab, calm, branch]);
  const plan = planOf(document);
  const hindrance = describeHindrance(document, need, room);
  const isHindered = hindrance !== undefined;
  return (
    <form className={styles.form} aria-label="Long run" onSubmit={(event) => event.preventDefault()}>
      <FieldRow columns={2}>
        <DocumentField name="duration" />
        <NumberField
          label="Batches"
          unit=""
          meaning="Parts of equal length that go to disk one by one, each with the exact state at its end: a crash loses at most the one in progress."
          value={plan.batches}
          step={1}
          inputMode="decimal"
          onCommit={(batches) => setBatches(lab, batches)}
        />
      </FieldRow>
      <RecordFields record={plan.record} network={document.network} />
      {!('problem' in need) && <DiskNeedTable need={need} plan={plan} />}
      <div className={styles.start} data-hindered={isHindered || undefined}>
        <p className={isHindered ? styles.problem : styles.verdict} role="status" data-testid="disk-verdict">
          {hindrance ?? (!('problem' in need) && `Takes ${formatBytes(need.whole)}`)}
        </p>
        <button
          type="button"
          className={actions.primary}
          disabled={isHindered}
          // Not `disabled`, which would take the focus from whoever has pressed it.
          aria-disabled={isBusy || undefined}
          onClick={() => !isBusy && void longRuns.start()}
        >
          <HardDriveDownload size={14} aria-hidden="true" />
          Start the long run
        </button>
      </div>
    </form>
  );
}

/** Why the run cannot start, in a sentence; undefined where it can. */
function describeHindrance(
  document: LabDocument,
  need: DiskNeed | { readonly problem: string },
  room: DiskRoom | undefined,
): string | undefined {
  const obstacle = checkDocument(document) ?? ('problem' in need ? need.problem : undefined);
  if (obstacle !== undefined) return formatSentence(obstacle);
  if ('problem' in need || room === undefined || need.whole <= room.free) return undefined;
  return `There is not enough room: the run takes ${formatBytes(need.whole)}, the quota leaves ${formatBytes(room.free)}. Record less, or use the command line, which has no quota.`;
}
