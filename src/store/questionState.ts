import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';

/** Whether something may take the place of work that is in no file. */
export interface ReplaceQuestion {
  /** What would take its place: 'Open “The lobe’s rhythm”'. */
  readonly what: string;
  readonly answer: (mayReplace: boolean) => void;
}

export interface QuestionState {
  readonly question: ReplaceQuestion | undefined;
}

export type QuestionStore = StoreApi<QuestionState>;

export function createQuestionStore(): QuestionStore {
  return createStore<QuestionState>(() => ({ question: undefined }));
}
