import { expect, test } from 'vitest';
import { DEFAULT_DOCUMENT } from './labDocument.ts';
import type { LabDocument } from './labDocument.ts';
import { readSave, writeSave } from './savedLab.ts';
import { defaultView } from './viewState.ts';

const VIEW = defaultView(false);

const EDITED: LabDocument = {
  ...DEFAULT_DOCUMENT,
  title: 'Two odours',
  engine: { choice: 'reference', precision: 'float64', threads: 2 },
  preset: 'psst',
  n: 48,
  seed: 7,
  duration: 250.5,
  odour: { ...DEFAULT_DOCUMENT.odour, amplitude: -4, offset: 300 },
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
  const text = writeSave({ ...EDITED, stimulus: 'array', upload: { stimulus, notices: [], preview } }, VIEW);
  expect(text.length).toBeLessThan(1000);
  expect(readSave(text, VIEW)).toEqual({ document: EDITED, view: VIEW, lost: 'mine.npy' });
});

test('a value that is missing, of another type or out of range takes its default; the others stay', () => {
  const save = JSON.parse(writeSave(EDITED, VIEW));
  save.document.dt = 'small';
  save.document.n = 1e9;
  save.document.preset = 'toString';
  save.document.odour = { ...save.document.odour, share: null };
  delete save.document.duration;
  save.view.theme = 'sepia';
  save.view.openTracks = 3;
  const { dt, n, preset, duration } = DEFAULT_DOCUMENT;
  const odour = { ...EDITED.odour, share: DEFAULT_DOCUMENT.odour.share };
  expect(readSave(JSON.stringify(save), VIEW)).toEqual({
    document: { ...EDITED, dt, n, preset, duration, odour },
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
