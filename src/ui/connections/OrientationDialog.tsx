import { Dialog, RadioGroup } from 'radix-ui';
import { useMemo, useState } from 'react';
import type { MatrixProposal } from '../../files/matrixProposal.ts';
import { transpose } from '../../files/transpose.ts';
import type { BlockCount } from '../../model/connectivity/blockCounts.ts';
import { rowsOf } from '../../model/connectivity/matrix.ts';
import type { SynapseType } from '../../model/model.ts';
import type { PopulationRange } from '../../model/population.ts';
import { formatCount } from '../format.ts';
import question from '../controls/QuestionDialog.module.css';
import buttons from '../controls/Button.module.css';
import { useReturnFocus } from '../controls/useReturnFocus.ts';
import { MatrixThumbnail } from './MatrixThumbnail.tsx';
import styles from './OrientationDialog.module.css';

export interface OrientationDialogProps {
  readonly type: SynapseType;
  readonly populations: readonly PopulationRange[];
  /** A file that was read and whose orientation cannot be told; undefined while there is none. */
  readonly proposal: MatrixProposal | undefined;
  readonly onUse: (isTransposed: boolean) => void;
  readonly onCancel: () => void;
}

/** Asks which axis of a file is which: both readings side by side. */
export function OrientationDialog({ proposal, onCancel, ...rest }: OrientationDialogProps) {
  const { remember, giveBack } = useReturnFocus();
  return (
    <Dialog.Root open={proposal !== undefined} onOpenChange={(isOpen) => !isOpen && onCancel()}>
      <Dialog.Portal>
        <Dialog.Overlay className={question.shade} />
        <Dialog.Content
          className={question.dialog}
          aria-describedby={undefined}
          onOpenAutoFocus={remember}
          onCloseAutoFocus={giveBack}
        >
          {proposal && <Question {...rest} proposal={proposal} onCancel={onCancel} />}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** Who writes files so, for those who know where theirs came from. */
const HABITS = {
  post: 'as NerveFlow and this lab write them',
  pre: 'as PyNN, Brian2 and NetPyNE write them',
} as const;

function Question({
  type,
  populations,
  proposal,
  onUse,
  onCancel,
}: OrientationDialogProps & { readonly proposal: MatrixProposal }) {
  const [choice, setChoice] = useState<'asRead' | 'transposed'>('asRead');
  const { name, n, weights, isTurned, reason, blocks } = proposal;
  const turned = useMemo(() => {
    const other = weights instanceof Uint8Array ? new Uint8Array(n * n) : new Float32Array(n * n);
    transpose(weights, other, n, n);
    return { n, rows: rowsOf(other, n) };
  }, [weights, n]);
  const asRead = useMemo(() => ({ n, rows: rowsOf(weights, n) }), [weights, n]);
  const readings = [
    { value: 'asRead', rows: isTurned ? 'pre' : 'post', matrix: asRead, blocks: blocks.asRead },
    { value: 'transposed', rows: isTurned ? 'post' : 'pre', matrix: turned, blocks: blocks.transposed },
  ] as const;
  return (
    <>
      <Dialog.Title className={question.title}>Which way round is {name}?</Dialog.Title>
      <p className={question.reason}>
        {reason} Both readings as {type.name} synapses, rows postsynaptic, columns presynaptic:
      </p>
      <RadioGroup.Root
        className={styles.readings}
        aria-label="Rows of the file"
        value={choice}
        onValueChange={(next) => setChoice(next as 'asRead' | 'transposed')}
      >
        {readings.map(({ value, rows, matrix, blocks: ofReading }) => (
          <RadioGroup.Item key={value} value={value} className={styles.reading}>
            <b>Its rows are {rows}synaptic</b>
            <span className={styles.habit}>{HABITS[rows]}</span>
            <MatrixThumbnail matrix={matrix} populations={populations} sign={type.sign} side={128} />
            <span>{sentenceOf(ofReading)}</span>
          </RadioGroup.Item>
        ))}
      </RadioGroup.Root>
      <div className={question.buttons}>
        <button type="button" className={buttons.dialogButton} onClick={onCancel}>
          Cancel
        </button>
        <button type="button" className={buttons.dialogPrimary} onClick={() => onUse(choice === 'transposed')}>
          Use it so
        </button>
      </div>
    </>
  );
}

/** 'LN → PN 1,340, LN → LN 430'. */
function sentenceOf(blocks: readonly BlockCount[]): string {
  const held = blocks.filter(({ synapses }) => synapses > 0);
  return held.map(({ from, to, synapses }) => `${from} → ${to} ${formatCount(synapses)}`).join(', ') || 'no synapses';
}
