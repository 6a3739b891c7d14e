import { useEffect, useState } from 'react';
import type { Dropped } from '../imports/droppedFiles.ts';
import { useLab } from '../labContext.ts';

/** Takes a file that is dropped anywhere on the page; true while one is carried over it. */
export function useFileDrop(): boolean {
  const { lab } = useLab();
  const [isOver, setOver] = useState(false);

  useEffect(() => {
    const open = async (dropped: Dropped): Promise<void> => {
      const [{ droppedFiles }, { openDropped }] = await Promise.all([
        import('../imports/droppedFiles.ts'),
        import('../experiment/openDropped.ts'),
      ]);
      await openDropped(lab, await droppedFiles(dropped));
    };
    const carriesFile = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;
    const handleOver = (event: DragEvent): void => {
      if (!carriesFile(event)) return;
      event.preventDefault(); // Otherwise the browser leaves the page to open the file.
      setOver(true);
    };
    const handleLeave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false);
    };
    const handleDrop = (event: DragEvent): void => {
      if (!carriesFile(event)) return;
      event.preventDefault();
      setOver(false);
      const { items = [], files = [] } = event.dataTransfer ?? {};
      const entries = Array.from(items).flatMap((item) => item.webkitGetAsEntry() ?? []);
      void open({ entries, files: [...files] });
    };
    window.addEventListener('dragover', handleOver);
    window.addEventListener('dragleave', handleLeave);
    window.addEventListener('drop', handleDrop);
    return () => {
      window.removeEventListener('dragover', handleOver);
      window.removeEventListener('dragleave', handleLeave);
      window.removeEventListener('drop', handleDrop);
    };
  }, [lab]);

  return isOver;
}
