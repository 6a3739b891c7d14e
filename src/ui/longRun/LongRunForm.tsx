import { HardDriveDownload } from 'lucide-react';
import { useMemo } from 'react';
import type { LabDocument } from '../../store/labDocument.ts';
import { needOf, planOf, setBatches } from '../../store/longRun/longRunPlan.ts';
import type { LongRuns } from '../../store/longRun/longRuns.ts';
import { checkDocument } from '../../store/warnings.ts';
import actions from '../controls/Button.module.css';
import { DocumentField } from '../controls/DocumentField.tsx';
import { FieldRow } from '../controls/FieldRow.tsx';
import { NumberField } from '../controls/NumberField.tsx';
import { useLab, useStore } from '../labContext.ts';
import { useCalmStore } from '../useCalmStore.ts';
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
  const isTooLarge = !('problem' in need) && room !== undefined && need.whole > room.free;
  const isHindered = 'problem' in need || isTooLarge || checkDocument(document) !== undefined;
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
      <DiskNeedTable need={need} room={room} plan={plan} />
      <div className={styles.start}>
        <button
          type="button"
          className={actions.primary}
          disabled={isHindered || isBusy}
          onClick={() => void longRuns.start()}
        >
          <HardDriveDownload size={14} aria-hidden="true" />
          Start the long run
        </button>
      </div>
    </form>
  );
}
