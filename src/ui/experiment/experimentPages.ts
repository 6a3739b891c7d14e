import { FileInput, FileOutput, History, Library, Link } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import type { ComponentType } from 'react';
import { lazyPart } from '../controls/lazyPart.tsx';

/** A dialog of the experiment menu; it comes when it is opened first. */
export interface ExperimentPage {
  /** Where its line stands: among what this browser keeps, or what goes out and comes in. */
  readonly group: 'kept' | 'exchanged';
  /** In the menu: 'Export …'. */
  readonly line: string;
  readonly Icon: LucideIcon;
  /** The dialog's heading. */
  readonly title: string;
  readonly Page: ComponentType;
}

/** By the fragment of the address that opens them ('#export'), in the order of the menu. */
export const EXPERIMENT_PAGES: Readonly<Record<string, ExperimentPage>> = {
  '#experiments': {
    group: 'kept',
    line: 'Experiments …',
    Icon: Library,
    title: 'Experiments',
    Page: lazyPart('The list', () => import('../experiments/ExperimentsBody.tsx').then((one) => one.ExperimentsBody)),
  },
  '#versions': {
    group: 'kept',
    line: 'Versions …',
    Icon: History,
    title: 'Versions',
    Page: lazyPart('The list', () => import('../experiments/VersionsBody.tsx').then((one) => one.VersionsBody)),
  },
  '#import': {
    group: 'exchanged',
    line: 'Import …',
    Icon: FileInput,
    title: 'Import',
    Page: lazyPart('The import', () => import('../imports/ImportBody.tsx').then((one) => one.ImportBody)),
  },
  '#export': {
    group: 'exchanged',
    line: 'Export …',
    Icon: FileOutput,
    title: 'Export',
    Page: lazyPart('The export', () => import('../export/ExportBody.tsx').then((one) => one.ExportBody)),
  },
  '#share': {
    group: 'exchanged',
    line: 'Share link …',
    Icon: Link,
    title: 'Share link',
    Page: lazyPart('The dialog', () => import('../demos/ShareDemo.tsx').then((one) => one.ShareDemo)),
  },
};
