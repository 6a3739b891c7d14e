import { useCallback, useEffect, useLayoutEffect, useRef } from 'react';
import { useLab } from '../labContext.ts';

export interface LiveTextProps {
  /** What stands there now; asked at every frame in which `depends` has changed. */
  readonly read: () => string;
  readonly depends: () => readonly unknown[];
  readonly className?: string | undefined;
  readonly testId?: string;
}

/** A text that follows the samples, written past React. */
export function LiveText({ read, depends, className, testId }: LiveTextProps) {
  const { frames } = useLab();
  const element = useRef<HTMLSpanElement>(null);
  const write = useCallback(() => {
    const text = read();
    if (element.current && element.current.textContent !== text) element.current.textContent = text;
  }, [read]);
  // At once: a new row would be blank until the next frame, which is late while a run keeps the page busy.
  useLayoutEffect(write, [write]);
  useEffect(() => frames.add({ depends, paint: write }), [frames, write, depends]);
  return <span ref={element} className={className} data-testid={testId} />;
}
