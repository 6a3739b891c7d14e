import { expect, test } from 'vitest';
import { ReferenceEngine } from '../engine/reference/referenceEngine.ts';
import { EDITED_RUN as RUN, EDITS, recordEdited } from './fixtures/recordEdited.ts';
import type { OpenEngine } from './session.ts';

/** The reference engine; one that takes no update has to be made anew for every edit. */
const openReference =
  (takesUpdates: boolean): OpenEngine =>
  async (problem) => {
    const engine = new ReferenceEngine(problem);
    if (!takesUpdates) engine.update = async () => false;
    return {
      engine,
      info: { kind: 'reference', precision: 'float64', device: '', isSoftware: false, reason: '' },
    };
  };

test.each(Object.entries(EDITS))(
  'an edit of %s while it runs equals the same edit at that step in a fresh run',
  async (_, edit) => {
    const one = await recordEdited(openReference(true), RUN, [{ at: 1234, edit }]);
    expect(one.V).toHaveLength(300 * 12);
    const untouched = await recordEdited(openReference(true), RUN, []);
    expect(one.V.slice(0, 124 * 12)).toEqual(untouched.V.slice(0, 124 * 12));
    expect(one.V).not.toEqual(untouched.V);
    // An engine that goes on from its state, and one that is made anew from it, see the same.
    expect(await recordEdited(openReference(false), RUN, [{ at: 1234, edit }])).toEqual(one);
  },
);
