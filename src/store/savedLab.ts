import { PRESETS } from '../model/presets.ts';
import { readEngineRequest } from './engineRequest.ts';
import { FIELDS, FIELD_NAMES, checkField } from './fields.ts';
import type { Field } from './fields.ts';
import { DEFAULT_DOCUMENT } from './labDocument.ts';
import type { LabDocument } from './labDocument.ts';
import { THEME_CHOICES, TRACK_NAMES } from './viewState.ts';
import type { TrackName, ViewState } from './viewState.ts';

/** Raise it when an older page's save can no longer be read. */
const VERSION = 2;

/** What a reload brings back. */
export interface SavedLab {
  readonly document: LabDocument;
  readonly view: ViewState;
  /** Name of an uploaded file, whose samples are too large to keep. */
  readonly lost?: string;
}

export function writeSave(document: LabDocument, view: ViewState): string {
  const file = document.stimulus.find(({ part }) => part.kind === 'array')?.part;
  const stimulus = document.stimulus.filter(({ part }) => part.kind !== 'array');
  const settings = { ...document, stimulus };
  const { traceLayout, openTracks, theme, isNetworkOpen, areNeuronsOpen } = view;
  return JSON.stringify({
    version: VERSION,
    document: settings,
    view: { traceLayout, openTracks, theme, isNetworkOpen, areNeuronsOpen },
    ...(file?.kind === 'array' && { lost: file.name }),
  });
}

/** Reads what `writeSave` wrote; every entry that is missing or not legal takes its default (`view`, DEFAULT_DOCUMENT). */
export function readSave(text: string | null, view: ViewState): SavedLab {
  const save = parseObject(text);
  if (save.version !== VERSION) return { document: DEFAULT_DOCUMENT, view };
  const document = readDocument(asObject(save.document));
  return {
    document,
    view: readView(asObject(save.view), view),
    ...(typeof save.lost === 'string' && { lost: save.lost }),
  };
}

type Unknown = Readonly<Record<string, unknown>>;

function readDocument(saved: Unknown): LabDocument {
  const { title } = saved;
  const network = asObject(saved.network);
  // Before precisions could be chosen, the kind stood alone.
  const engine = readEngineRequest(
    typeof saved.engine === 'string' ? { choice: saved.engine } : asObject(saved.engine),
  );
  // A value is read where the field would find it; one that is not a number is NaN and fails the check.
  const entries = Array.isArray(saved.stimulus) ? (saved.stimulus as unknown[]) : [];
  const place = {
    ...saved,
    network,
    stimulus: entries.map((entry) => ({ ...asObject(entry), part: asObject(asObject(entry).part) })),
  } as unknown as LabDocument;
  let document: LabDocument = {
    ...DEFAULT_DOCUMENT,
    ...(typeof title === 'string' && { title }),
    ...(engine && { engine }),
    network: {
      ...DEFAULT_DOCUMENT.network,
      ...(isOneOf(Object.keys(PRESETS) as (keyof typeof PRESETS)[], network.preset) && { preset: network.preset }),
    },
  };
  for (const name of FIELD_NAMES) {
    const field: Field = FIELDS[name];
    const value: unknown = field.read(place);
    if (typeof value === 'number' && !checkField(name, value)) document = field.write(document, value);
  }
  return document;
}

function readView(saved: Unknown, view: ViewState): ViewState {
  const { traceLayout, theme, isNetworkOpen, areNeuronsOpen } = saved;
  const tracks = asObject(saved.openTracks);
  const isOpen = (track: TrackName): boolean => {
    const value = tracks[track];
    return typeof value === 'boolean' ? value : view.openTracks[track];
  };
  return {
    ...view,
    ...(isOneOf(['lanes', 'overlaid'] as const, traceLayout) && { traceLayout }),
    ...(isOneOf(THEME_CHOICES, theme) && { theme }),
    ...(typeof isNetworkOpen === 'boolean' && { isNetworkOpen }),
    ...(typeof areNeuronsOpen === 'boolean' && { areNeuronsOpen }),
    openTracks: Object.fromEntries(TRACK_NAMES.map((track) => [track, isOpen(track)])) as ViewState['openTracks'],
  };
}

function isOneOf<T>(choices: readonly T[], value: unknown): value is T {
  return (choices as readonly unknown[]).includes(value);
}

function asObject(value: unknown): Unknown {
  return typeof value === 'object' && value !== null ? (value as Unknown) : {};
}

function parseObject(text: string | null): Unknown {
  if (text === null) return {};
  try {
    return asObject(JSON.parse(text));
  } catch {
    return {}; // Not ours, or cut off: the lab opens with its defaults.
  }
}
