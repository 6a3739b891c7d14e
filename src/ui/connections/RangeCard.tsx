import { ClipboardPaste, Copy, X } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { rangeName } from '../../model/connectivity/cellRange.ts';
import type { CellRange } from '../../model/connectivity/cellRange.ts';
import { countSynapses } from '../../model/connectivity/matrixRow.ts';
import type { SynapseType } from '../../model/model.ts';
import type { PopulationRange } from '../../model/population.ts';
import { copyTable, pasteTable } from '../../store/edits/matrixTables.ts';
import type { MatrixToolStore } from '../../store/edits/matrixTools.ts';
import { FieldRow } from '../controls/FieldRow.tsx';
import { IconButton } from '../controls/IconButton.tsx';
import { formatCount } from '../format.ts';
import { useLab, useStore } from '../labContext.ts';
import { NARROW, useMediaQuery } from '../useMediaQuery.ts';
import actions from '../controls/Button.module.css';
import { LocalNumber } from '../controls/LocalNumber.tsx';
import styles from './RangeCard.module.css';
import { fillRange, scaleRange, setRange } from './rangeEdits.ts';
import { useMatrixOnScreen } from './useMatrixOnScreen.ts';

export interface RangeCardProps {
  readonly type: SynapseType;
  readonly populations: readonly PopulationRange[];
  readonly tools: MatrixToolStore;
}

/** What can be done with the selected cells. */
export function RangeCard(props: RangeCardProps) {
  const selection = useStore(props.tools, (state) => state.selection);
  if (!selection) {
    return (
      <p className={styles.hint}>
        Select a block above, or cells with the <b>Select</b> tool, to fill, scale, copy or paste them.
      </p>
    );
  }
  return <Selected {...props} selection={selection} />;
}

function Selected({ type, populations, tools, selection }: RangeCardProps & { readonly selection: CellRange }) {
  const { lab } = useLab();
  const [fill, setFill] = useState({ weight: 1, probability: type.probability, seed: 1 });
  const [factor, setFactor] = useState(0.5);
  const { matrix } = useMatrixOnScreen(type);
  const { rows, columns } = selection;
  const synapses = useMemo(
    () =>
      matrix.rows
        .slice(rows.first, rows.first + rows.count)
        .reduce((sum, row) => sum + countSynapses(row, columns.first, columns.first + columns.count), 0),
    [matrix, rows, columns],
  );
  const card = useRef<HTMLElement>(null);
  const isNarrow = useMediaQuery(NARROW);
  useEffect(() => {
    // In a sheet that would carry the matrix away from under the finger that selects.
    if (!isNarrow) card.current?.scrollIntoView({ block: 'nearest' });
  }, [isNarrow]);
  const edit = (problem: string | undefined): void => tools.setState({ problem });
  const paste = async (): Promise<void> => {
    try {
      const text = await navigator.clipboard.readText();
      edit(pasteTable(lab, type.name, text, { row: rows.first, column: columns.first }));
    } catch {
      edit('The browser keeps the clipboard to itself: click the matrix and press Ctrl+V');
    }
  };
  return (
    <section ref={card} className={styles.card} aria-label="Selected cells" data-testid="selection">
      <div className={styles.head}>
        <b>{rangeName(populations, selection)}</b>
        <span className={styles.size}>
          {rows.count} × {columns.count}, {formatCount(synapses)} synapses
        </span>
        <IconButton
          label="Copy the weights"
          icon={<Copy size={14} aria-hidden="true" />}
          onClick={() => void navigator.clipboard.writeText(copyTable(lab, type.name, rows, columns))}
        />
        <IconButton
          label="Paste weights from a spreadsheet"
          icon={<ClipboardPaste size={14} aria-hidden="true" />}
          onClick={() => void paste()}
        />
        <IconButton
          label="Select nothing"
          icon={<X size={14} aria-hidden="true" />}
          onClick={() => tools.setState({ selection: undefined })}
        />
      </div>
      <FieldRow columns={3}>
        <LocalNumber
          label="Fill at"
          unit="%"
          meaning="The probability with which each of the pairs is connected."
          value={Number((100 * fill.probability).toPrecision(12))}
          range={[0, 100]}
          step={5}
          onChange={(value) => setFill({ ...fill, probability: value / 100 })}
        />
        <LocalNumber
          label="with weight"
          meaning="Of the synapses that are made."
          value={fill.weight}
          range={[-100, 100]}
          step={0.1}
          onChange={(weight) => setFill({ ...fill, weight })}
        />
        <LocalNumber
          label="by seed"
          meaning="Which of the pairs are connected; the same seed draws the same."
          value={fill.seed}
          range={[0, 4_294_967_295]}
          step={1}
          isWhole
          inputMode="decimal"
          onChange={(seed) => setFill({ ...fill, seed })}
        />
      </FieldRow>
      <div className={styles.buttons}>
        <button
          type="button"
          className={actions.button}
          onClick={() => edit(fillRange(lab, type.name, populations, selection, fill))}
        >
          Fill
        </button>
        <button
          type="button"
          className={actions.button}
          disabled={synapses === 0}
          onClick={() => edit(setRange(lab, type.name, populations, selection, 0))}
        >
          Clear
        </button>
        <div className={styles.scale}>
          <LocalNumber
            label="×"
            meaning="The factor that the weights are multiplied by."
            value={factor}
            range={[-100, 100]}
            step={0.1}
            onChange={setFactor}
          />
          <button
            type="button"
            className={actions.button}
            disabled={synapses === 0}
            onClick={() => edit(scaleRange(lab, type.name, populations, selection, factor))}
          >
            Scale
          </button>
        </div>
      </div>
    </section>
  );
}
