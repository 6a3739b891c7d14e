import { useEffect, useState } from 'react';
import { useLab, useStore } from '../labContext.ts';

/** The pointer has to rest so long before a neuron below it is shown, ms: on its way across a chart it passes many. */
const REST = 150;

/** The neuron whose values are shown: the one that the pointer rests on, else the one that was chosen last. */
export function useInspected(n: number): { readonly neuron: number | undefined; readonly isHovered: boolean } {
  const { lab } = useLab();
  const inspected = useStore(lab.view, (view) => view.inspected);
  const [hovered, setHovered] = useState<number>();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = lab.view.subscribe((now, before) => {
      if (now.hovered === before.hovered) return;
      clearTimeout(timer);
      if (now.hovered === undefined) setHovered(undefined);
      else timer = setTimeout(() => setHovered(now.hovered), REST);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [lab]);
  const neuron = hovered ?? inspected;
  const isThere = neuron !== undefined && neuron < n;
  return { neuron: isThere ? neuron : undefined, isHovered: hovered !== undefined && hovered !== inspected };
}
