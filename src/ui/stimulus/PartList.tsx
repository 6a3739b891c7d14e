import { ArrowDown, ArrowUp, Copy, Ellipsis, Trash2 } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { Receivers } from '../../model/description.ts';
import type { StimulusEntry } from '../../store/labDocument.ts';
import { describeReceivers, duplicatePart, movePart, removePart, togglePart } from '../../store/edits/stimulusEdits.ts';
import { kindOf, nameOf, receiversOf } from '../../store/edits/stimulusParts.ts';
import { IconButton } from '../controls/IconButton.tsx';
import menu from '../controls/Menu.module.css';
import { formatCount, formatNumber } from '../format.ts';
import { useLab } from '../labContext.ts';
import { PartIcon } from './PartIcon.tsx';
import styles from './PartList.module.css';

export interface PartListProps {
  readonly entries: readonly StimulusEntry[];
  /** The entry whose numbers are shown. */
  readonly shown: string | undefined;
}

/** The currents that are added up: which take part, and which one is shown. */
export function PartList({ entries, shown }: PartListProps) {
  const { lab } = useLab();
  return (
    <ul className={styles.list} aria-label="Currents" data-testid="stimulus-parts">
      {entries.map((entry, place) => {
        const { id, isOn, part } = entry;
        const name = nameOf(entry);
        return (
          <li key={id} className={styles.row} data-shown={id === shown || undefined} data-off={!isOn || undefined}>
            <input
              type="checkbox"
              className={styles.box}
              checked={isOn}
              aria-label={name}
              onChange={() => togglePart(lab, id)}
            />
            <button
              type="button"
              className={styles.name}
              aria-pressed={id === shown}
              aria-label={`Show ${name}`}
              onClick={() => lab.view.setState({ stimulusEntry: id })}
            >
              <PartIcon kind={kindOf(part)} />
              <span className={styles.words}>
                <span className={styles.title}>{name}</span>
                <span className={styles.facts}>
                  {factsOf(entry).map((fact) => (
                    <span key={fact}>{fact}</span>
                  ))}
                </span>
              </span>
            </button>
            <DropdownMenu.Root modal={false}>
              <DropdownMenu.Trigger asChild>
                <IconButton label={`More for ${name}`} icon={<Ellipsis size={15} aria-hidden="true" />} />
              </DropdownMenu.Trigger>
              <DropdownMenu.Portal>
                <DropdownMenu.Content className={menu.menu} align="end" sideOffset={4} collisionPadding={8}>
                  <DropdownMenu.Item className={menu.item} onSelect={() => duplicatePart(lab, id)}>
                    <Copy size={14} aria-hidden="true" /> Duplicate
                  </DropdownMenu.Item>
                  {place > 0 && (
                    <DropdownMenu.Item className={menu.item} onSelect={() => movePart(lab, id, -1)}>
                      <ArrowUp size={14} aria-hidden="true" /> Move up
                    </DropdownMenu.Item>
                  )}
                  {place < entries.length - 1 && (
                    <DropdownMenu.Item className={menu.item} onSelect={() => movePart(lab, id, 1)}>
                      <ArrowDown size={14} aria-hidden="true" /> Move down
                    </DropdownMenu.Item>
                  )}
                  <DropdownMenu.Item className={menu.item} onSelect={() => removePart(lab, id)}>
                    <Trash2 size={14} aria-hidden="true" /> Remove
                  </DropdownMenu.Item>
                </DropdownMenu.Content>
              </DropdownMenu.Portal>
            </DropdownMenu.Root>
          </li>
        );
      })}
    </ul>
  );
}

/** When and into whom: beside each other where there is room, else below each other. */
function factsOf({ part }: StimulusEntry): readonly [string, string] {
  if (part.kind === 'array')
    return [`0–${formatNumber(part.samples / part.samplesPerMs, 6)} ms, `, `${formatCount(part.n)} neurons`];
  const { onset, offset } = part;
  return [`${formatNumber(onset, 6)}–${formatNumber(offset, 6)} ms, `, shortReceivers(receiversOf(part)!)];
}

/** 'all', 'PN', '33 % of PN', 'neurons 10-20, 95', 'nobody yet'. */
function shortReceivers(receivers: Receivers): string {
  if (receivers.kind === 'list' && receivers.neurons.length === 0) return 'nobody yet';
  if (receivers.kind === 'list') return describeReceivers(receivers);
  const all = receivers.population ?? 'all';
  return receivers.kind === 'all' ? all : `${formatNumber(100 * receivers.share)} % of ${all}`;
}
