import { expect, test } from 'vitest';
import { DEFAULT_DOCUMENT, withNetwork } from '../labDocument.ts';
import { makeLab } from '../testing/makeLab.ts';
import { newLab } from './newLab.ts';

test('a new lab is the default one on the chosen engine, and one undo brings all back', () => {
  const lab = makeLab(48);
  const engine = { choice: 'reference' } as const;
  lab.chooseEngine(engine);
  lab.edit('Title', (document) => ({ ...withNetwork(document, { seed: 9 }), title: 'Mine', duration: 300 }));
  const mine = lab.document.getState();
  const entries = lab.history.state.getState().past.length;
  newLab(lab);
  expect(lab.document.getState()).toEqual({ ...DEFAULT_DOCUMENT, engine });
  expect(
    lab.history.state
      .getState()
      .past.slice(entries)
      .map(({ label }) => label),
  ).toEqual(['New lab']);
  lab.undo();
  expect(lab.document.getState()).toEqual(mine);
});
