import { ClipboardPaste, Download, FileUp, RotateCcw } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useRef, useState } from 'react';
import { FileError } from '../../files/fileError.ts';
import { parseValues, readValues, writeValues } from '../../files/valuesFile.ts';
import { neuronValues } from '../../model/parameters/parameterValues.ts';
import type { ParameterValues } from '../../model/parameters/parameterValues.ts';
import { resetParameter, setReadValues } from '../../store/edits/parameterEdits.ts';
import buttons from '../controls/Button.module.css';
import { PopoverCard } from '../controls/PopoverCard.tsx';
import { IconButton } from '../controls/IconButton.tsx';
import { downloadCsv } from '../downloadFile.ts';
import { useLab } from '../labContext.ts';
import styles from './ParameterEditor.module.css';

export interface ValuesMenuProps {
  readonly values: ParameterValues;
  /** Whose values are meant, ascending. */
  readonly target: readonly number[];
  readonly onMessage: (text: string, isProblem: boolean) => void;
}

/** Values from the clipboard, from and to a file, and back to the model's. */
export function ValuesMenu({ values, target, onMessage }: ValuesMenuProps) {
  const { lab } = useLab();
  const chooser = useRef<HTMLInputElement>(null);
  const { symbol } = values.parameter;

  async function load(file: File): Promise<void> {
    try {
      const read = readValues(new Uint8Array(await file.arrayBuffer()), file.name);
      tell(setReadValues(lab, symbol, target, read, file.name));
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      tell(error.message);
    }
  }

  function tell(problem: string | undefined): void {
    onMessage(problem === undefined ? '' : `${problem}. The old values stay.`, problem !== undefined);
  }

  function save(): void {
    const all = neuronValues(values);
    const text = writeValues(
      symbol,
      target,
      target.map((neuron) => all[neuron]!),
    );
    downloadCsv(text, `${symbol}.csv`);
  }

  return (
    <span className={styles.actions}>
      <PasteButton count={target.length} onPaste={(text) => tell(pasteValues(lab, symbol, target, text))} />
      <input
        ref={chooser}
        type="file"
        accept=".npy,.csv,.txt"
        hidden
        aria-label="Choose a file of values"
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          event.target.value = '';
          if (file) void load(file);
        }}
      />
      <IconButton
        label="Load values from .npy or .csv"
        icon={<FileUp size={15} aria-hidden="true" />}
        onClick={() => chooser.current?.click()}
      />
      <IconButton label="Save values as .csv" icon={<Download size={15} aria-hidden="true" />} onClick={save} />
      <IconButton
        label="Back to the model's values"
        icon={<RotateCcw size={15} aria-hidden="true" />}
        onClick={() => resetParameter(lab, symbol, target)}
      />
    </span>
  );
}

/** Gives numbers of a text to neurons; answers with why not. */
export function pasteValues(
  lab: Parameters<typeof setReadValues>[0],
  symbol: string,
  target: readonly number[],
  text: string,
): string | undefined {
  try {
    return setReadValues(lab, symbol, target, parseValues(text, 'The clipboard'), 'the clipboard');
  } catch (error) {
    if (error instanceof FileError) return error.message;
    throw error;
  }
}

function PasteButton({ count, onPaste }: { readonly count: number; readonly onPaste: (text: string) => void }) {
  const [isOpen, setOpen] = useState(false);
  const [text, setText] = useState('');
  return (
    <Popover.Root open={isOpen} onOpenChange={setOpen}>
      <Popover.Trigger asChild>
        <IconButton label="Paste values" icon={<ClipboardPaste size={15} aria-hidden="true" />} />
      </Popover.Trigger>
      <PopoverCard className={styles.paste} label="Paste values">
        <label>
          {count} {count === 1 ? 'number' : 'numbers'}, a column or a row
          <textarea
            rows={6}
            spellCheck={false}
            aria-label="Numbers"
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </label>
        <button
          type="button"
          className={buttons.primary}
          onClick={() => {
            onPaste(text);
            setOpen(false);
            setText('');
          }}
        >
          Take them
        </button>
      </PopoverCard>
    </Popover.Root>
  );
}
