import { Plus } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useRef } from 'react';
import { addPart } from '../../store/edits/stimulusEdits.ts';
import { PART_KINDS, PART_TITLES } from '../../store/edits/stimulusParts.ts';
import menu from '../controls/Menu.module.css';
import { useLab } from '../labContext.ts';
import { focusPart } from './focusPart.ts';
import { PartIcon } from './PartIcon.tsx';
import styles from './StimulusCard.module.css';
import { useCurrentChooser } from './useCurrentChooser.tsx';

/** A current to add to those that there are; its numbers come into view. */
export function AddPartMenu() {
  const { lab } = useLab();
  const { choose, input } = useCurrentChooser();
  const added = useRef<string>(undefined);
  return (
    <>
      {input}
      <DropdownMenu.Root modal={false}>
        <DropdownMenu.Trigger className={styles.add}>
          <Plus size={14} aria-hidden="true" /> Add
          <span className="visually-hidden"> a current</span>
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content
            className={menu.menu}
            align="end"
            sideOffset={6}
            collisionPadding={8}
            onCloseAutoFocus={(event) => {
              if (added.current === undefined) return;
              // Otherwise the focus would go back to the button.
              event.preventDefault();
              focusPart(added.current);
              added.current = undefined;
            }}
          >
            {PART_KINDS.map((kind) => (
              <DropdownMenu.Item
                key={kind}
                className={menu.item}
                onSelect={() => {
                  added.current = addPart(lab, kind);
                }}
              >
                <PartIcon kind={kind} />
                {PART_TITLES[kind]}
              </DropdownMenu.Item>
            ))}
            <DropdownMenu.Item className={menu.item} onSelect={choose}>
              <PartIcon kind="array" />
              current.npy …
            </DropdownMenu.Item>
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
    </>
  );
}
