import { useEffect, useRef } from 'react';
import type { RefObject } from 'react';
import { prepareCanvas } from '../../charts/frame.ts';
import type { Frame, Size } from '../../charts/frame.ts';
import { useLab } from '../labContext.ts';

export interface CanvasPainter {
  depends(): readonly unknown[];
  draw(frame: Frame): void;
}

/**
 * Paints a canvas in the frame loop, at its own size in CSS pixels. Returns that size, kept up to date without rendering
 * React; width and height are 0 until it was measured.
 */
export function useMeasuredCanvas(
  canvas: RefObject<HTMLCanvasElement | null>,
  painter: CanvasPainter,
): RefObject<Size> {
  const { frames } = useLab();
  const size = useRef<Size>({ width: 0, height: 0 });

  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => {
      if (!entry) return;
      const { width, height } = entry.contentRect;
      size.current = { width, height };
      frames.request();
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [canvas, frames]);

  useEffect(
    () =>
      frames.add({
        depends: () => [size.current, globalThis.devicePixelRatio, ...painter.depends()],
        paint: () => {
          const { width, height } = size.current;
          if (canvas.current && width > 0 && height > 0) painter.draw(prepareCanvas(canvas.current, width, height));
        },
      }),
    [canvas, frames, painter],
  );

  return size;
}
