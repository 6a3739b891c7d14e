import { stimulusColumns } from '../model/stimulus/stimulus.ts';
import { readCurrent } from './currentFile.ts';
import { answerFileRequests } from './fileWorker.ts';
import { previewStimulus } from './stimulusPreview.ts';
import type { StimulusRequest, StimulusUpload } from './stimulusProtocol.ts';

answerFileRequests<StimulusRequest, StimulusUpload>(
  (bytes, { file, n, samplesPerMs }) => {
    const read = readCurrent(bytes, { name: file.name, n, samplesPerMs });
    return { ...read, preview: previewStimulus(stimulusColumns(read.stimulus, n, 0)) };
  },
  ({ stimulus, preview }) => [stimulus.values.buffer, preview.min.buffer, preview.max.buffer, preview.mean.buffer],
);
