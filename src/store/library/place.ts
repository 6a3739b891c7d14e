import type { LabDocument } from '../labDocument.ts';

/** An experiment without the engine, which is nobody's work. */
export type Work = Omit<LabDocument, 'engine'>;

/** Where in the library an experiment is to be shown. */
export interface Place {
  /** The experiment of the library. */
  readonly experiment: string;
  /** As it is there: under a name that tells it apart where it is a new one. */
  readonly document: Work;
}

export type IsSame = (a: Work, b: Work) => boolean;

/** The name of a work that is to be told apart from others of its title. @param from where it came from: 'run of 14:22' */
export function nameFrom(title: string, from: string): string {
  return `${title || 'Untitled experiment'} (${from})`;
}

/** 'Lobe (run of 14:22)' and 'Lobe (link) 2' are names of 'Lobe', as it is itself. */
export function isNameOf(name: string, title: string): boolean {
  const [stem] = nameFrom(title, '').split(')');
  return name === title || (name.startsWith(stem!) && /\)( \d+)?$/.test(name));
}

/** Whether what is there is the work, under its own name or under one that was given to it to tell it apart. */
export function isSameButForName(there: Work, work: Work, isSame: IsSame): boolean {
  return isNameOf(there.title, work.title) && isSame({ ...there, title: work.title }, work);
}
