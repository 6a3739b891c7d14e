import type { ExperimentArray } from '../../experiment/arraysOf.ts';
import { engineRequest } from '../../experiment/readEngineRequest.ts';
import { asObject } from '../../experiment/shape.ts';
import type { Read } from '../../experiment/shape.ts';
import type { LabDocument } from '../labDocument.ts';
import { readVersion, writeVersion } from '../library/versionText.ts';
import type { VersionText } from '../library/versionText.ts';
import { DamagedResult, whole } from './packedResult.ts';

/** A document in a result: as a version of the library, and its engine. */
interface KeptDocument extends Pick<LabDocument, 'engine'> {
  readonly text: string;
  readonly arrays: Readonly<Record<string, ExperimentArray>>;
}

/** What a reader would leave out is left out here. */
export async function keepDocument(document: LabDocument): Promise<KeptDocument> {
  const { text, arrays } = await writeVersion(parsed(await writeVersion(document)));
  return { engine: document.engine, text, arrays: Object.fromEntries(arrays) };
}

/**
 * The document that was kept. What is alike in the one that the lab shows is the same object, by which it is known that nobody has edited it.
 * @throws DamagedResult where it is not legal in every part: a default in its place would be another experiment
 */
export async function readKeptDocument(
  value: unknown,
  array: Read<ExperimentArray>,
  shown: LabDocument,
): Promise<LabDocument> {
  const { text, arrays, engine } = asObject(value);
  if (typeof text !== 'string') throw new DamagedResult('what it was a run of is missing');
  const found = Object.entries(asObject(arrays)).map(
    ([key, one]) => [key, whole(array(one), 'an array of its network')] as const,
  );
  const read = parsed({ text, arrays: new Map(found) });
  if ((await writeVersion(read)).text !== text) throw new DamagedResult('what it was a run of cannot be read');
  const ofShown = JSON.parse((await writeVersion(shown)).text) as Written;
  const ofRead = JSON.parse(text) as Written;
  const isAlike = (key: keyof Written): boolean => JSON.stringify(ofRead[key]) === JSON.stringify(ofShown[key]);
  return {
    ...read,
    engine: whole(engineRequest(engine), 'its engine'),
    network: isAlike('network') ? shown.network : read.network,
    stimulus: isAlike('stimulus') ? shown.stimulus : read.stimulus,
  };
}

type Written = Readonly<Record<'network' | 'stimulus', unknown>>;

function parsed({ text, arrays }: VersionText): LabDocument {
  try {
    return readVersion(text, arrays).document;
  } catch (error) {
    if (error instanceof SyntaxError) throw new DamagedResult('what it was a run of is cut off');
    throw error;
  }
}
