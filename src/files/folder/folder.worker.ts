import { answerRequests } from '../fileWorker.ts';
import type { FolderRequest } from './folderClient.ts';
import { folderFiles } from './folderFile.ts';
import { takeArrays } from './takeArrays.ts';
import type { FolderReading } from './takeArrays.ts';

answerRequests<FolderRequest, FolderReading>(
  async ({ files, purpose }) => takeArrays(await folderFiles(files), purpose),
  ({ taken }) => {
    if (!taken) return [];
    const { current, state, matrices } = taken;
    const weights = Object.values(matrices).flatMap(({ start }) =>
      start.kind === 'given' ? [start.weights.buffer] : [],
    );
    return [
      ...new Set([
        ...weights,
        ...(current ? [current.stimulus.values.buffer] : []),
        ...(state ? [state.values.buffer] : []),
      ]),
    ];
  },
);
