import { expect, test, vi } from 'vitest';
import { comparisonOf } from '../compare/comparison.ts';
import type { Lab } from '../lab.ts';
import { DEFAULT_DOCUMENT, withNetwork } from '../labDocument.ts';
import { setUp } from '../testing/setUp.ts';
import { lobe } from './lobe.ts';
import { onePn } from './onePn.ts';
import { bringBack, openDemo } from './openDemo.ts';
import { pair } from './pair.ts';
import { rounding } from './rounding.ts';

test('a demo is one edit that starts its run, on the engine of whoever opens it', () => {
  const { lab, sent } = setUp();
  openDemo(lab, lobe);
  const { past } = lab.history.state.getState();
  expect(past.map(({ label }) => label)).toEqual(['Demo: The lobe’s rhythm']);
  expect(lab.document.getState()).toEqual({
    ...lobe.lab,
    title: lobe.title,
    guide: lobe.guide,
    engine: DEFAULT_DOCUMENT.engine,
  });
  expect(sent.find(({ type }) => type === 'start')).toMatchObject({ run: { network: { n: 120 } } });
  expect(lab.run.getState().status).toBe('starting');
  const { openTracks, speed, time } = lab.view.getState();
  expect(Object.keys(openTracks).filter((name) => openTracks[name as keyof typeof openTracks])).toEqual(
    lobe.view.tracks,
  );
  expect(speed).toBe(lobe.view.speed);
  expect(time).toEqual({ start: 0, end: lobe.lab.duration });
});

test('undo brings back the document and how it was looked at, and stops the demo', () => {
  const { lab, ready } = setUp();
  lab.setField('n', 24);
  lab.view.setState({ chosen: [5], isChosenByUser: true, dock: 'connections', speed: undefined });
  const [document, view] = [lab.document.getState(), lab.view.getState()];
  const onUndone = vi.fn<() => void>();
  openDemo(lab, pair, onUndone);
  ready();
  expect(onUndone).not.toHaveBeenCalled();
  expect(lab.view.getState()).toMatchObject({ chosen: [0, 1], dock: undefined });
  lab.undo();
  expect(lab.document.getState()).toEqual(document);
  expect(lab.view.getState()).toEqual(view);
  expect(onUndone).toHaveBeenCalledOnce();
  expect(lab.run.getState().status).toBe('idle');
  expect(lab.recording).toBeUndefined();
  expect(lab.demo.getState()).toMatchObject({ notice: undefined, setAside: [] });
});

test('edits of the demo are undone first, and its run goes on meanwhile', () => {
  const { lab, ready } = setUp();
  openDemo(lab, onePn);
  ready();
  lab.setField('duration', 2000);
  lab.undo();
  expect(lab.document.getState().title).toBe(onePn.title);
  expect(lab.run.getState().status).toBe('running');
});

test('a lab that is somebody’s work is set aside, outlives a reload, and can be brought back; an untouched demo is no work', async () => {
  const { lab, open } = setUp();
  openDemo(lab, onePn);
  openDemo(lab, lobe);
  expect(lab.demo.getState()).toMatchObject({ notice: undefined, setAside: [] });

  lab.setField('n', 24);
  const work = lab.document.getState();
  const aside = { document: work, experiment: lab.experiment.getState().id };
  openDemo(lab, pair);
  expect(lab.demo.getState()).toMatchObject({
    notice: { kind: 'opened', sentence: expect.stringContaining('Undo brings back') },
    setAside: [aside],
  });
  lab.save();

  const reloaded = open();
  expect(reloaded.demo.getState().setAside).toEqual([aside]);
  // As it comes out of the save the demo is still no work.
  openDemo(reloaded, lobe);
  expect(reloaded.demo.getState().setAside).toEqual([aside]);
  await bringBack(reloaded, reloaded.demo.getState().setAside[0]!);
  expect(reloaded.document.getState()).toEqual(work);
  expect(reloaded.experiment.getState().id).toBe(aside.experiment);
  expect(reloaded.demo.getState().setAside).toEqual([]);
  reloaded.undo();
  expect(reloaded.document.getState().title).toBe(lobe.title);
});

test('a network so large that it would take the device’s time for minutes waits for Run', () => {
  const { lab } = setUp();
  const large = withNetwork(DEFAULT_DOCUMENT, { n: 4000 });
  openDemo(lab, { title: 'Large', lab: large, view: {} });
  expect(lab.document.getState().network.n).toBe(4000);
  expect(lab.run.getState().status).toBe('idle');
});

test('when the run in float64 has ended, it is pinned and runs again in float32; undo brings back the engine too', async () => {
  const { lab, sent, ready, batch, reply, runId } = setUp();
  const { engine } = lab.document.getState();
  openDemo(lab, rounding);
  const engineOf = (): unknown => sent.findLast((message) => message.type === 'start')!.engine;
  expect(engineOf()).toEqual({ choice: 'cpu', precision: 'float64' });
  ready();
  batch(0);
  reply({ type: 'finished', runId: runId(), progress: { ...DONE } });
  await vi.waitFor(() => expect(engineOf()).toEqual({ choice: 'cpu', precision: 'float32', isCompensated: false }));
  expect(lab.run.getState().status).toBe('starting');
  expect(comparisonOf(lab).state.getState().pins).toHaveLength(1);
  lab.undo();
  expect(lab.document.getState()).toEqual({ ...DEFAULT_DOCUMENT, engine });
});

test('the engine of a demo ends with it: another experiment runs on the one that was chosen, also after a reload', async () => {
  const { lab, open, saved, ready, batch, reply, runId } = setUp();
  lab.chooseEngine({ choice: 'webgpu' });
  const first = lab.document.getState();
  const { id } = lab.experiment.getState();
  openDemo(lab, rounding);
  ready();
  batch(0);
  reply({ type: 'finished', runId: runId(), progress: { ...DONE } });
  const uncompensated = { choice: 'cpu', precision: 'float32', isCompensated: false };
  await vi.waitFor(() => expect(lab.document.getState().engine).toEqual(uncompensated));
  await lab.save();

  const reload = (): Lab => {
    const again = open({ storage: { getItem: (key) => saved.get(key) ?? null, setItem: () => undefined } });
    expect(again.document.getState().engine).toEqual(uncompensated);
    return again;
  };
  const ways: Record<string, (again: Lab) => unknown> = {
    New: (again) => again.show('new', DEFAULT_DOCUMENT),
    'another demo': (again) => openDemo(again, lobe),
    'back from the demo': (again) => bringBack(again, { document: first, experiment: id }),
  };
  for (const [way, go] of Object.entries(ways)) {
    const again = reload();
    await go(again);
    expect(again.document.getState().engine, way).toEqual({ choice: 'webgpu' });
  }
  const kept = reload();
  kept.chooseEngine({ choice: 'cpu' });
  kept.show('new', DEFAULT_DOCUMENT);
  expect(kept.document.getState().engine, 'chosen in the demo').toEqual({ choice: 'cpu' });

  // Stepping back over the edit that showed it.
  lab.setField('n', 24);
  lab.jump(0);
  expect(lab.document.getState().engine).toEqual({ choice: 'webgpu' });
});

test('a demo whose run was ended by another one does not go on by itself', async () => {
  const { lab, sent, ready, batch, reply, runId } = setUp();
  openDemo(lab, rounding);
  openDemo(lab, onePn);
  ready();
  batch(0);
  reply({ type: 'finished', runId: runId(), progress: { ...DONE } });
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(sent.filter(({ type }) => type === 'start')).toHaveLength(2);
});

const DONE = { step: 120_000, steps: 120_000, time: 1200, wallSeconds: 1, speed: 1 };
