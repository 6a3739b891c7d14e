import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { LabDocument } from './labDocument.ts';

/** What the page says of a demo or an experiment that was opened, of a demo's link that leads nowhere, of a file that was refused. */
export interface DemoNotice {
  readonly kind: 'opened' | 'problem' | 'refused' | 'told';
  readonly sentence: string;
}

/** What was on screen before a demo was opened. */
export interface SetAside {
  readonly document: LabDocument;
  /** Which experiment of the library it is; undefined in saves that did not tell. */
  readonly experiment: string | undefined;
}

export interface DemoState {
  readonly notice: DemoNotice | undefined;
  /** The labs from before demos were opened, the newest last: they outlive a reload, which an undo does not. */
  readonly setAside: readonly SetAside[];
  /** Whether a demo asks for the f–I curve, which its card is to run. */
  readonly isCurveAwaited: boolean;
}

export type DemoStore = StoreApi<DemoState>;

export function createDemoStore(setAside: readonly SetAside[]): DemoStore {
  return createStore<DemoState>(() => ({ notice: undefined, setAside, isCurveAwaited: false }));
}
