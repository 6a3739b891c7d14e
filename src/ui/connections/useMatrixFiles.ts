import { useEffect, useRef, useState } from 'react';
import type { DragEvent } from 'react';
import type { MatrixProposal } from '../../files/matrixProposal.ts';
import { readMatrixFile, takeMatrixFile } from '../../store/edits/matrixTables.ts';
import { useLab } from '../labContext.ts';
import { messageOf } from '../../wording/messageOf.ts';

/** A matrix from a file: read off the page's thread, asked about where its orientation cannot be told, then taken. */
export function useMatrixFiles(type: string) {
  const { lab } = useLab();
  const [proposal, setProposal] = useState<MatrixProposal>();
  const [said, setSaid] = useState<{ readonly problem?: string; readonly notice?: string }>({});
  const [isOver, setOver] = useState(false);
  const reads = useRef(0);

  async function open(file: File): Promise<void> {
    const read = ++reads.current;
    setSaid({ notice: `Reading ${file.name} …` });
    try {
      const found = await readMatrixFile(lab, type, file);
      if (read !== reads.current) return;
      setSaid({});
      if (found.orientation === 'known') take(found, false);
      else setProposal(found);
    } catch (error) {
      if (read === reads.current) setSaid({ problem: messageOf(error) });
    }
  }

  // A file that was dropped elsewhere, and is a matrix all the same.
  useEffect(() => {
    const takeSent = (): void => {
      const sent = lab.upload.getState().forSynapses;
      if (sent?.type !== type) return;
      lab.upload.setState({ forSynapses: undefined });
      void open(sent.file);
    };
    queueMicrotask(takeSent);
    return lab.upload.subscribe(takeSent);
  });

  function take(taken: MatrixProposal, isTransposed: boolean): void {
    setProposal(undefined);
    const problem = takeMatrixFile(lab, type, taken, isTransposed);
    if (problem) setSaid({ problem });
    else setSaid({ notice: `${type}: from ${taken.name}. ${taken.orientation === 'known' ? taken.reason : ''}` });
  }

  const carriesFile = (event: DragEvent): boolean => event.dataTransfer.types.includes('Files');
  const dropTarget = {
    onDragOver: (event: DragEvent) => {
      if (!carriesFile(event)) return;
      event.preventDefault();
      event.stopPropagation(); // Otherwise the page takes it for a stimulus.
      setOver(true);
    },
    onDragLeave: (event: DragEvent) => {
      if (!(event.relatedTarget instanceof Node) || !event.currentTarget.contains(event.relatedTarget)) setOver(false);
    },
    onDrop: (event: DragEvent) => {
      if (!carriesFile(event)) return;
      event.preventDefault();
      event.stopPropagation();
      setOver(false);
      const [file] = event.dataTransfer.files;
      if (file) void open(file);
    },
  };

  return {
    open: (file: File) => void open(file),
    take: (isTransposed: boolean) => proposal && take(proposal, isTransposed),
    cancel: () => setProposal(undefined),
    proposal,
    ...said,
    isOver,
    dropTarget,
  };
}
