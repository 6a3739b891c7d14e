import type { RefObject } from 'react';
import type { Size } from '../../charts/frame.ts';
import type { TrackPicture } from './trackPicture.ts';

export interface HungTrack {
  readonly picture: TrackPicture;
  readonly size: RefObject<Size>;
}

/** Which pictures hang where: what the pointer needs to know about the tracks. */
export class TrackBoard {
  readonly #tracks = new Map<string, HungTrack>();

  /** Returns how to take the track down again. */
  hang(name: string, picture: TrackPicture, size: RefObject<Size>): () => void {
    this.#tracks.set(name, { picture, size });
    return () => this.#tracks.delete(name);
  }

  find(name: string | undefined): HungTrack | undefined {
    return name === undefined ? undefined : this.#tracks.get(name);
  }
}
