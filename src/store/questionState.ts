import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';

/** Whether something may take the place of work that is in no file, or end a run that goes to disk. */
export interface ReplaceQuestion {
  /** What would take its place: 'Open “The lobe’s rhythm”'. */
  readonly what: string;
  /** Whether what is on screen is in no file. */
  readonly isUnsaved: boolean;
  /** What of a run under way is lost, in a sentence. */
  readonly loss?: string | undefined;
  /** When it was saved, ms since 1970, where it is a file. */
  readonly savedAt?: number | undefined;
  readonly answer: (mayReplace: boolean) => void;
}

export interface QuestionState {
  readonly question: ReplaceQuestion | undefined;
}

export type QuestionStore = StoreApi<QuestionState>;

export function createQuestionStore(): QuestionStore {
  return createStore<QuestionState>(() => ({ question: undefined }));
}
