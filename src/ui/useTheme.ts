import type { ThemeName } from '../charts/chartTheme.ts';
import { useLab, useStore } from './labContext.ts';
import { useMediaQuery } from './useMediaQuery.ts';

/** The theme in force: the chosen one, or the system's. */
export function useTheme(): ThemeName {
  const { lab } = useLab();
  const choice = useStore(lab.view, ({ theme }) => theme);
  const isSystemDark = useMediaQuery('(prefers-color-scheme: dark)');
  if (choice !== 'system') return choice;
  return isSystemDark ? 'dark' : 'light';
}
