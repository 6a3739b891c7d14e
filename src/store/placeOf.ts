import type { Lab } from './lab.ts';
import { nameFrom } from './library/place.ts';
import type { IsSame, Place, Work } from './library/place.ts';
import { newId } from './newId.ts';
import { isSameWork, isWork } from './unsavedWork.ts';

/**
 * Where an experiment belongs that comes from a file, a link or a run on disk: with the one on screen or in the library that is the same,
 * or else to a new one.
 * @param from what tells a new one apart from others of its name: 'run of 14:22'
 */
export async function placeOf(lab: Lab, work: Work, from: string, isSame: IsSame = isSameWork): Promise<Place> {
  const { libraryOf } = await import('./library/library.ts');
  const library = libraryOf(lab);
  const found = await library.find(work, isSame);
  if (found) return found;
  const { title } = work;
  // What the lab itself offers is known by its name.
  const name = isWork(work) ? library.freeTitle(title, nameFrom(title, from)) : title;
  return { experiment: newId(), document: { ...work, title: name } };
}
