import { Monitor, Moon, Sun } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { THEME_CHOICES } from '../../store/viewState.ts';
import type { ThemeChoice } from '../../store/viewState.ts';
import { IconButton } from '../controls/IconButton.tsx';
import { useLab, useStore } from '../labContext.ts';
import styles from '../controls/Menu.module.css';

const ICONS = { system: Monitor, light: Sun, dark: Moon } as const;
const LABELS: Readonly<Record<ThemeChoice, string>> = { system: 'As the system', light: 'Light', dark: 'Dark' };

export function ThemeMenu() {
  const { lab } = useLab();
  const theme = useStore(lab.view, (view) => view.theme);
  const Current = ICONS[theme];
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>
        <IconButton label="Theme" icon={<Current size={16} aria-hidden="true" />} />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className={styles.menu} align="end" sideOffset={6} collisionPadding={8}>
          <DropdownMenu.RadioGroup
            value={theme}
            onValueChange={(value) => lab.view.setState({ theme: value as ThemeChoice })}
          >
            {THEME_CHOICES.map((choice) => {
              const Icon = ICONS[choice];
              return (
                <DropdownMenu.RadioItem key={choice} value={choice} className={styles.item}>
                  <Icon size={15} aria-hidden="true" />
                  {LABELS[choice]}
                </DropdownMenu.RadioItem>
              );
            })}
          </DropdownMenu.RadioGroup>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
