import { expect, test } from 'vitest';
import { DEFAULT_ODOUR } from '../model/stimulus.ts';
import { DEFAULT_DOCUMENT } from './labDocument.ts';
import type { LabDocument } from './labDocument.ts';
import { readSave, writeSave } from './savedLab.ts';
import { defaultView } from './viewState.ts';

const VIEW = defaultView(false);

const EDITED: LabDocument = {
  ...DEFAULT_DOCUMENT,
  title: 'Two odours',
  engine: { choice: 'reference', precision: 'float64', threads: 2 },
  network: { preset: 'psst', n: 48, seed: 7 },
  duration: 250.5,
  stimulus: [{ id: 'odour', isOn: true, part: { ...DEFAULT_ODOUR, amplitude: -4, offset: 300 } }],
};

test('a document and the lasting part of the view survive a reload', () => {
  const view = {
    ...VIEW,
    theme: 'dark' as const,
    traceLayout: 'overlaid' as const,
    openTracks: { ...VIEW.openTracks, mean: false },
  };
  expect(readSave(writeSave(EDITED, view), VIEW)).toEqual({ document: EDITED, view });
});

test('of a file only its name is kept, and the odour takes its place', () => {
  const values = new Float64Array(48 * 10).fill(1);
  const stimulus = { kind: 'array' as const, name: 'mine.npy', n: 48, samples: 10, samplesPerMs: 100, values };
  const preview = {
    n: 48,
    samples: 10,
    min: new Float32Array(1),
    max: new Float32Array(1),
    mean: new Float32Array(1),
    driven: 48,
  };
  const file = { id: 'file', isOn: true, part: stimulus, upload: { stimulus, notices: [], preview } };
  const text = writeSave({ ...EDITED, stimulus: [...EDITED.stimulus, file] }, VIEW);
  expect(text.length).toBeLessThan(1000);
  expect(readSave(text, VIEW)).toEqual({ document: EDITED, view: VIEW, lost: 'mine.npy' });
});

test('a value that is missing, of another type or out of range takes its default; the others stay', () => {
  const save = JSON.parse(writeSave(EDITED, VIEW));
  save.document.dt = 'small';
  save.document.network = { preset: 'toString', n: 1e9, seed: 7 };
  save.document.stimulus[0].part.share = null;
  delete save.document.duration;
  save.view.theme = 'sepia';
  save.view.openTracks = 3;
  const { dt, duration } = DEFAULT_DOCUMENT;
  expect(readSave(JSON.stringify(save), VIEW)).toEqual({
    document: { ...EDITED, dt, duration, network: { ...DEFAULT_DOCUMENT.network, seed: 7 } },
    view: VIEW,
  });
});

test('a save from before precisions could be chosen keeps its engine', () => {
  const save = JSON.parse(writeSave(EDITED, VIEW));
  save.document.engine = 'webgl';
  expect(readSave(JSON.stringify(save), VIEW).document).toEqual({ ...EDITED, engine: { choice: 'webgl' } });
});

test.each([null, '', '{', '7', 'null', '{"version":99,"document":{"n":12}}'])('%j opens the defaults', (text) => {
  expect(readSave(text, VIEW)).toEqual({ document: DEFAULT_DOCUMENT, view: VIEW });
});
