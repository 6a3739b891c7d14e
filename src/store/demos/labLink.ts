import { deflateSync, inflateSync, strFromU8, strToU8 } from 'fflate';
import type { EngineRequest, Precision } from '../../engine/engineInfo.ts';
import type { LabDocument } from '../labDocument.ts';
import { arrayFromText, arrayToText } from '../saves/arrayText.ts';
import { readDocument } from '../saves/readDocument.ts';
import { readView } from '../saves/readView.ts';
import { DEFAULT_MEASURES } from '../measureView.ts';
import { asObject, listOf, numberFrom, oneOf } from '../../experiment/shape.ts';
import { DOCK_NAMES, TRACK_NAMES, defaultView } from '../viewState.ts';
import type { ViewState } from '../viewState.ts';
import { arraysOf, isExperimentArray } from '../../experiment/arraysOf.ts';
import type { DemoView } from './demo.ts';
import type { OpenedDemo } from './openDemo.ts';

/** How the fragment of a link begins that holds a whole lab. */
export const LAB_FRAGMENT = '#lab=';

/** Raise it when an older page's link can no longer be read. */
const VERSION = 1;

/** Letters of a link from which on course systems and messengers cut it. */
export const SAFE_LENGTH = 2000;

/** Letters of the longest link that is made, and of the longest fragment that is read. */
const MOST_LETTERS = 8000;
const MOST_READ = 32_000;

/** Bytes of the text in it: a link that somebody made to be large is not unpacked further. */
const MOST_BYTES = 128 * 1024;

/** Bytes of arrays (a few painted cells) that go into a link. */
const MOST_ARRAYS = 4096;

/** Steps that somebody's link may ask of a matrix or of parameters before anybody has seen it. */
const MOST_PATCHES = 200;

export type WrittenLink =
  { readonly kind: 'link'; readonly fragment: string } | { readonly kind: 'problem'; readonly sentence: string };

export type ReadLink =
  { readonly kind: 'demo'; readonly demo: OpenedDemo } | { readonly kind: 'problem'; readonly sentence: string };

/**
 * The lab as the fragment of a link: '#lab=' and base64url of the deflated text of its description. Made of generators and seeds, it is
 * some hundred letters long.
 */
export function writeLabLink(document: LabDocument, view: ViewState): WrittenLink {
  const large = largeParts(document);
  if (large.length > 0) {
    return {
      kind: 'problem',
      sentence: `A link cannot hold ${listed(large)}. Generate ${large.length > 1 ? 'them' : 'it'} by a rule and a seed instead, or switch to what can be drawn.`,
    };
  }
  // A link must not write to anybody's disk.
  const { engine, longRun: _, ...lab } = document;
  const precision = sharedPrecision(engine);
  const { isCompensated } = engine;
  const stimulus = lab.stimulus.map(({ upload: __, ...entry }) => entry);
  const text = JSON.stringify(
    { v: VERSION, lab: { ...lab, stimulus }, view: demoViewOf(view), ...(precision && { precision, isCompensated }) },
    (___, value: unknown) => (isExperimentArray(value) ? { array: arrayToText(value) } : value),
  );
  const fragment = `${LAB_FRAGMENT}${toBase64Url(deflateSync(strToU8(text), { level: 9 }))}`;
  if (fragment.length <= MOST_LETTERS) return { kind: 'link', fragment };
  return {
    kind: 'problem',
    sentence: `This lab takes ${fragment.length.toLocaleString('en')} letters, and a link holds ${MOST_LETTERS.toLocaleString('en')}: it has ${longestPart(document)}.`,
  };
}

/** The precision that somebody chose, which a link asks for; on which device is for its visitor to choose. That of GPUs is the only one that they have. */
export function sharedPrecision({ choice, precision }: EngineRequest): Precision | undefined {
  return choice === 'webgpu' || choice === 'webgl' ? undefined : precision;
}

/** A lab as a link holds it. Nothing is trusted: what is not legal takes its default, and what is no lab is answered with a sentence. */
export function readLabLink(fragment: string): ReadLink {
  if (fragment.length > MOST_READ) {
    return problem(
      `it has ${fragment.length.toLocaleString('en')} letters, and at most ${MOST_READ.toLocaleString('en')} are read`,
    );
  }
  const saved = unpack(fragment.slice(LAB_FRAGMENT.length));
  if (saved === undefined) return problem('it is damaged, or was cut off on its way: copy it again, whole');
  if (saved['v'] !== VERSION) return problem('it was made by another version of the lab');
  const lab = asObject(saved['lab']);
  if (hasTooMany(lab)) return problem(`it edits a matrix or the parameters more than ${MOST_PATCHES} times`);
  const array = (value: unknown): unknown => arrayFromText(asObject(value)['array']);
  const { title, engine: _, longRun: __, guide, ...document } = readDocument(lab, array).document;
  const precision = oneOf('float32', 'float64')(saved['precision']);
  const view = readDemoView(saved['view']);
  return {
    kind: 'demo',
    demo: {
      title,
      lab: document,
      view,
      ...(guide && { guide }),
      ...(precision && { precision, ...(saved['isCompensated'] === false && { isCompensated: false }) }),
    },
  };
}

/** How the lab is looked at now, as far as whoever opens its link should look at it so too. */
function demoViewOf(view: ViewState): DemoView {
  const { openTracks, dock, chosen, isChosenByUser, traceLayout, variableLayout, dockShare } = view;
  const { parameter, synapseType, speed, measures } = view;
  return {
    tracks: TRACK_NAMES.filter((name) => openTracks[name]),
    dock: dock ?? null,
    traceLayout,
    variableLayout,
    dockShare,
    parameter,
    synapseType,
    ...(measures !== DEFAULT_MEASURES && { measures }),
    ...(isChosenByUser && { chosen }),
    ...(speed !== undefined && { speed }),
  };
}

function readDemoView(value: unknown): DemoView {
  const saved = asObject(value);
  const { chosen, isChosenByUser, traceLayout, variableLayout, dockShare, parameter, synapseType, measures } = readView(
    { ...saved, isChosenByUser: true },
    defaultView(false),
  );
  const tracks = listOf(oneOf(...TRACK_NAMES), TRACK_NAMES.length)(saved['tracks']);
  const dock = oneOf(...DOCK_NAMES)(saved['dock']);
  const speed = numberFrom(1, 10_000)(saved['speed']);
  return {
    traceLayout,
    variableLayout,
    dockShare,
    parameter,
    synapseType,
    measures,
    ...(tracks && { tracks }),
    ...((dock || saved['dock'] === null) && { dock: dock ?? null }),
    ...(isChosenByUser && chosen.length > 0 && { chosen }),
    ...(speed !== undefined && { speed }),
  };
}

/** What of a document is too large for a link, by the names that the page has for it. */
function largeParts(document: LabDocument): string[] {
  const arrays = arraysOf(document);
  const bytes = arrays.reduce((sum, { byteLength }) => sum + byteLength, 0);
  if (bytes <= MOST_ARRAYS && document.stimulus.every(({ part }) => part.kind !== 'array')) return [];
  const { network, stimulus } = document;
  const files = stimulus.flatMap(({ part }) => (part.kind === 'array' ? [part.name] : []));
  const matrices = Object.entries(network.matrices ?? {}).flatMap(([type, { start, patches }]) =>
    start.kind === 'given'
      ? [`the ${type} matrix of ${start.name}`]
      : patches.some(({ kind }) => kind === 'cells')
        ? [`the ${type} matrix that was painted by hand`]
        : [],
  );
  const state = network.initialState ? ['the initial state'] : [];
  return [...files, ...matrices, ...state];
}

/** Why the text of a lab without files is long. */
function longestPart({ network, stimulus }: LabDocument): string {
  const parts: readonly (readonly [string, unknown])[] = [
    ['many changes of parameters', network.changes],
    ['many edits of matrices', network.matrices],
    ['many currents', stimulus],
  ];
  const length = (part: unknown): number => JSON.stringify(part ?? null).length;
  return parts.reduce((longest, part) => (length(part[1]) > length(longest[1]) ? part : longest))[0];
}

function hasTooMany(lab: Readonly<Record<string, unknown>>): boolean {
  const network = asObject(lab['network']);
  const lists = [
    network['changes'],
    lab['stimulus'],
    ...Object.values(asObject(network['matrices'])).map((matrix) => asObject(matrix)['patches']),
  ];
  return lists.some((list) => Array.isArray(list) && list.length > MOST_PATCHES);
}

/** The object in a text of base64url; undefined where there is none, or it is too large. */
function unpack(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    const packed = Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
    // What does not fit is dropped, and the text is no JSON then.
    const bytes = inflateSync(packed, { out: new Uint8Array(MOST_BYTES) });
    return asObject(JSON.parse(strFromU8(bytes)));
  } catch {
    return undefined; // No base64, no deflate or no JSON: a link that was cut off or tampered with.
  }
}

function toBase64Url(bytes: Uint8Array): string {
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function problem(why: string): ReadLink {
  return { kind: 'problem', sentence: `The lab in this link cannot be opened: ${why}.` };
}

function listed(names: readonly string[]): string {
  return names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : names[0]!;
}
