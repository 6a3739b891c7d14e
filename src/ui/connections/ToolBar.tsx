import { Columns3, Eraser, LayoutGrid, Paintbrush, Rows3, Square, SquareDashed, SquareDot } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { useStore } from '../labContext.ts';
import type { MatrixMode, MatrixShape, MatrixToolStore } from '../../store/edits/matrixTools.ts';
import { MATRIX_MODES, MATRIX_SHAPES } from '../../store/edits/matrixTools.ts';
import { Choice } from '../controls/Choice.tsx';
import { Hint } from '../controls/Hint.tsx';
import { LocalNumber } from '../controls/LocalNumber.tsx';
import styles from './ToolBar.module.css';

interface Tool {
  readonly icon: LucideIcon;
  readonly name: string;
  /** The letter that takes it in hand. */
  readonly letter: string;
  readonly meaning: string;
}

const MODES: Readonly<Record<MatrixMode, Tool>> = {
  paint: { icon: Paintbrush, name: 'Paint', letter: 'P', meaning: 'make synapses of the weight beside it' },
  erase: { icon: Eraser, name: 'Erase', letter: 'E', meaning: 'take synapses away' },
  select: { icon: SquareDashed, name: 'Select', letter: 'S', meaning: 'choose cells to fill, scale, copy or paste' },
};

const SHAPES: Readonly<Record<MatrixShape, Tool>> = {
  cell: { icon: SquareDot, name: 'Cell', letter: 'C', meaning: 'cell by cell, along the way of the pointer' },
  rectangle: { icon: Square, name: 'Rectangle', letter: 'R', meaning: 'from corner to corner' },
  row: { icon: Rows3, name: 'Row', letter: 'H', meaning: 'all that one neuron receives from a population' },
  column: { icon: Columns3, name: 'Column', letter: 'V', meaning: 'all that one neuron sends to a population' },
  block: { icon: LayoutGrid, name: 'Block', letter: 'B', meaning: 'all from one population to another' },
};

/** What the pointer does in the matrix: how, on which cells, and with which weight. */
export function ToolBar({ tools }: { readonly tools: MatrixToolStore }) {
  const mode = useStore(tools, (state) => state.mode);
  const shape = useStore(tools, (state) => state.shape);
  const weight = useStore(tools, (state) => state.weight);
  return (
    <>
      <Choice
        label="Tool"
        value={mode}
        options={MATRIX_MODES.map((value) => ({
          value,
          name: MODES[value].name,
          label: <Label {...MODES[value]} isNamed />,
        }))}
        onChange={(next) => tools.setState({ mode: next, preview: undefined })}
      />
      <Choice
        label="Cells at once"
        value={shape}
        options={MATRIX_SHAPES.map((value) => ({
          value,
          name: SHAPES[value].name,
          label: <Label {...SHAPES[value]} />,
        }))}
        onChange={(next) => tools.setState({ shape: next, preview: undefined })}
      />
      <div className={styles.weight}>
        <LocalNumber
          label="Weight"
          meaning="What is painted: a factor of the synapse’s open fraction; 1 for the model’s synapses, negative turns its sign round."
          value={weight}
          range={[-100, 100]}
          step={0.1}
          onChange={(next) => tools.setState({ weight: next })}
        />
      </div>
    </>
  );
}

function Label({ icon: Icon, name, letter, meaning, isNamed = false }: Tool & { readonly isNamed?: boolean }) {
  return (
    <Hint
      text={
        <>
          <b>{name}</b> ({letter}): {meaning}
        </>
      }
    >
      <span className={styles.tool}>
        <Icon size={14} aria-hidden="true" />
        {isNamed && <span className={styles.name}>{name}</span>}
      </span>
    </Hint>
  );
}
