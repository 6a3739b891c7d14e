/**
 * What a run in a browser asks of the folder that Node keeps for it. Whatever is asked twice, because its answer was lost on the way, has no
 * other effect than once.
 */
export type FolderRequest =
  | { readonly type: 'list' }
  | { readonly type: 'remove'; readonly name: string }
  /** Bytes of a file; undefined where there is none. */
  | { readonly type: 'size'; readonly name: string }
  | { readonly type: 'read'; readonly name: string; readonly at: number; readonly length: number }
  | { readonly type: 'create'; readonly name: string }
  /** Into a file that was created: behind its end, or over bytes that it holds. */
  | { readonly type: 'write'; readonly name: string; readonly at: number; readonly bytes: Uint8Array<ArrayBuffer> }
  /** These are answered when what was written is on the disk. */
  | { readonly type: 'flush'; readonly name: string }
  | { readonly type: 'close'; readonly name: string };

/** What each is answered with. */
export interface FolderValues {
  readonly list: readonly string[];
  readonly remove: undefined;
  readonly size: number | undefined;
  readonly read: Uint8Array<ArrayBuffer>;
  readonly create: undefined;
  readonly write: undefined;
  readonly flush: undefined;
  readonly close: undefined;
}

/** `refused` is one sentence for the user. */
export type FolderAnswer = { readonly value: FolderValues[FolderRequest['type']] } | { readonly refused: string };
