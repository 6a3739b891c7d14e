/** The page asks, through a port of its own, for its files to be kept. */
export interface KeepRequest {
  readonly type: 'keep';
  /** The script that the page runs by, whose name is another one in every version. */
  readonly script: string;
}

export interface KeepAnswer {
  /** All files are on the device: the lab opens without a network. */
  readonly isKept: boolean;
  /** The page is of the version that is kept. */
  readonly isCurrent: boolean;
}
