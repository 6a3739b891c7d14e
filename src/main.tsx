import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createBenchmarkWorker } from './benchmark/benchmarkWorker.ts';
import { THEMES, neuronColour } from './charts/chartTheme.ts';
import type { EngineRequest } from './engine/engineInfo.ts';
import { readCurrentInWorker } from './files/stimulusClient.ts';
import { Offline } from './offline/offline.ts';
import { createSimulationWorker } from './simulation/client.ts';
import { memberWorkersOfBrowser } from './simulation/ensemble/memberWorkers.ts';
import { readEngineRequest } from './experiment/readEngineRequest.ts';
import { Lab } from './store/lab.ts';
import { arrayMemoryOfBrowser } from './store/saves/arrayMemory.ts';
import { tabStorage } from './store/saves/tabStorage.ts';
import { keepInLibrary } from './store/library/keepInLibrary.ts';
import { App } from './ui/App.tsx';
import { FrameLoop } from './ui/frameLoop.ts';
import { followRun } from './ui/tracks/followRun.ts';
import './ui/tokens.css';
import './ui/base.css';

/** px: from here on all five tracks are large enough to read. */
const TALL = 960;

const offline = new Offline();
// What `vite dev` serves is never the same twice.
if (import.meta.env.PROD) void offline.start(import.meta.url);

const frames = new FrameLoop();
const lab = new Lab({
  createWorker: createSimulationWorker,
  createBenchmarkWorker,
  memberWorkers: memberWorkersOfBrowser,
  runsOnDisk: async () => (await import('./simulation/longRun/runsOnDisk.ts')).runsOfBrowser(),
  resultsDatabase: async () => (await import('./store/results/resultsDatabase.ts')).resultsDatabaseOfBrowser(),
  schedule: (callback) => frames.schedule(callback),
  readCurrent: readCurrentInWorker,
  storage: pageStorage(),
  arrayMemory: arrayMemoryOfBrowser(),
  isTall: innerHeight >= TALL,
  looksAlike: (populations, a, b) =>
    neuronColour(THEMES.light, populations, a) === neuronColour(THEMES.light, populations, b),
  engineOverride: engineOverride(),
});

followRun(lab);
keepInLibrary(lab);
// The last that a page hears on all devices.
addEventListener('pagehide', () => void lab.save());
for (const store of [lab.document, lab.run, lab.view]) store.subscribe(() => frames.request());
lab.onSamples(() => frames.request());
// Canvases do not repaint by themselves when the typeface has arrived.
void document.fonts.ready.then(() => frames.repaint());
lab.probe();

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element #root to hang the page in.');
createRoot(root).render(
  <StrictMode>
    <App lab={lab} frames={frames} offline={offline} />
  </StrictMode>,
);

/** `?engine=reference&precision=float64&threads=1` in the address: for tests, and for a support question. */
function engineOverride(): EngineRequest | undefined {
  const asked = new URLSearchParams(location.search);
  return readEngineRequest({
    choice: asked.get('engine'),
    precision: asked.get('precision'),
    threads: asked.get('threads'),
  });
}

/** A page that may not store anything (a privacy setting) works without saving. */
function pageStorage(): Pick<Storage, 'getItem' | 'setItem'> {
  try {
    return tabStorage(sessionStorage, localStorage);
  } catch {
    return { getItem: () => null, setItem: () => undefined };
  }
}
