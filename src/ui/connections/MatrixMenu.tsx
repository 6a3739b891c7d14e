import { ArrowLeftRight, Check, ChevronDown, Eraser, RotateCcw } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { clearMatrix, setAllowsSelf, transposeMatrix, takeModelMatrix } from '../../store/edits/matrixEdits.ts';
import menu from '../controls/Menu.module.css';
import { useLab, useStore } from '../labContext.ts';
import styles from '../controls/Button.module.css';

/** What is done to the matrix as a whole. */
export function MatrixMenu({ type }: { readonly type: string }) {
  const { lab } = useLab();
  const isOfModel = useStore(lab.document, ({ network }) => network.matrices?.[type] === undefined);
  const allowsSelf = useStore(lab.document, ({ network }) => network.matrices?.[type]?.allowsSelf ?? false);
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className={styles.button}>
        Matrix <ChevronDown size={13} aria-hidden="true" />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className={menu.menu} align="end" sideOffset={6} collisionPadding={8}>
          <DropdownMenu.Item className={menu.item} onSelect={() => transposeMatrix(lab, type)}>
            <ArrowLeftRight size={15} aria-hidden="true" /> Transpose: swap who drives whom
          </DropdownMenu.Item>
          <DropdownMenu.CheckboxItem
            className={menu.item}
            checked={allowsSelf}
            onCheckedChange={(isAllowed) => setAllowsSelf(lab, type, isAllowed)}
          >
            <Check size={15} aria-hidden="true" opacity={allowsSelf ? 1 : 0.15} /> Allow self connections
          </DropdownMenu.CheckboxItem>
          <DropdownMenu.Item className={menu.item} onSelect={() => clearMatrix(lab, type)}>
            <Eraser size={15} aria-hidden="true" /> Take all synapses away
          </DropdownMenu.Item>
          <DropdownMenu.Item className={menu.item} disabled={isOfModel} onSelect={() => takeModelMatrix(lab, type)}>
            <RotateCcw size={15} aria-hidden="true" /> Back to the model’s matrix
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
