import { Plus } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { addPart } from '../../store/edits/stimulusEdits.ts';
import { PART_KINDS, PART_TITLES } from '../../store/edits/stimulusParts.ts';
import menu from '../controls/Menu.module.css';
import { useLab } from '../labContext.ts';
import { PartIcon } from './PartIcon.tsx';
import styles from './StimulusCard.module.css';

/** A current to add to those that there are; a file is asked for by `onChooseFile`. */
export function AddPartMenu({ onChooseFile }: { readonly onChooseFile: () => void }) {
  const { lab } = useLab();
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className={styles.add}>
        <Plus size={14} aria-hidden="true" /> Add
        <span className="visually-hidden"> a current</span>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className={menu.menu} align="end" sideOffset={6} collisionPadding={8}>
          {PART_KINDS.map((kind) => (
            <DropdownMenu.Item key={kind} className={menu.item} onSelect={() => addPart(lab, kind)}>
              <PartIcon kind={kind} />
              {PART_TITLES[kind]}
            </DropdownMenu.Item>
          ))}
          <DropdownMenu.Item className={menu.item} onSelect={onChooseFile}>
            <PartIcon kind="array" />
            current.npy …
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
