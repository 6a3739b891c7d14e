import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import { readFolderInWorker } from '../../files/folder/folderClient.ts';
import type { ArrayRole } from '../../files/folder/arrayRoles.ts';
import type { NamedFile } from '../../files/folder/folderFile.ts';
import type { FoundArray, TakenArrays } from '../../files/folder/takeArrays.ts';
import type { StimulusUpload } from '../../files/stimulusProtocol.ts';
import { DEFAULT_SAMPLES_PER_MS } from '../../model/stimulus/stimulus.ts';
import { labelWith, lostBetween, withNeurons } from '../edits/resizeNetwork.ts';
import { withUpload } from '../edits/stimulusParts.ts';
import type { Lab } from '../lab.ts';
import { withNetwork } from '../labDocument.ts';
import type { LabDocument } from '../labDocument.ts';
import { onePerLab } from '../onePerLab.ts';
import { messageOf } from '../../wording/messageOf.ts';

export interface ImportsState {
  /** What is being read. */
  readonly reading: string | undefined;
  /** Why nothing was taken, one sentence. */
  readonly problem: string | undefined;
  /** Arrays whose names do not say what they are: the user is asked. */
  readonly question: { readonly files: readonly NamedFile[]; readonly arrays: readonly FoundArray[] } | undefined;
  /** What was taken last: the name of the edit, what became of it, and what was assumed, in sentences. */
  readonly taken:
    { readonly label: string; readonly sentence: string; readonly notices: readonly string[] } | undefined;
}

const NOTHING: ImportsState = { reading: undefined, problem: undefined, question: undefined, taken: undefined };

/** Takes arrays of the lab's kinds out of several files at once, as one edit that can be undone. */
export class Imports {
  readonly state: StoreApi<ImportsState> = createStore<ImportsState>(() => NOTHING);
  readonly #lab: Lab;
  readonly #read: typeof readFolderInWorker;
  #reads = 0;

  constructor(lab: Lab, read = readFolderInWorker) {
    this.#lab = lab;
    this.#read = read;
  }

  /**
   * Reads the files, off the page's thread, and takes what is recognised; where no name says what an array is, `question` asks.
   * @param roles what the user says that they are, by path
   */
  async open(files: readonly NamedFile[], roles?: Readonly<Record<string, ArrayRole>>): Promise<void> {
    const read = ++this.#reads;
    const before = this.#lab.document.getState();
    const { network, stimulus, dt, duration } = before;
    const known = stimulus.findLast(({ part }) => part.kind === 'array')?.part;
    const samplesPerMs = known?.kind === 'array' ? known.samplesPerMs : DEFAULT_SAMPLES_PER_MS;
    this.state.setState({ ...NOTHING, reading: nameOf(files) });
    try {
      const purpose = { network, samplesPerMs, dt, duration, ...(roles && { roles }) };
      const { arrays, taken } = await this.#read(files, purpose);
      if (read !== this.#reads) return;
      if (!taken) {
        this.state.setState({ ...NOTHING, question: { files, arrays } });
        return;
      }
      if (this.#lab.document.getState().network !== network) {
        throw new Error(`${nameOf(files)} was read for the network before: choose it again`);
      }
      const label = this.#take(nameOf(files), taken);
      this.state.setState({
        ...NOTHING,
        taken: { label, sentence: describeTaken(taken, duration), notices: taken.notices },
      });
    } catch (error) {
      if (read !== this.#reads) return;
      this.state.setState({ ...NOTHING, problem: messageOf(error) });
    }
  }

  /** The question stays unanswered, and what was said of the last files is no longer shown. */
  dismiss(): void {
    this.#reads++;
    this.state.setState(NOTHING);
  }

  #take(name: string, { n, matrices, current, state, files }: TakenArrays): string {
    const before = this.#lab.document.getState();
    const sized = n === before.network.n ? before : withNeurons(before, n);
    const network = {
      matrices: { ...sized.network.matrices, ...matrices },
      ...(state && { initialState: state.values, initialStateName: state.name }),
    };
    const withArrays = withNetwork(sized, network);
    const after: LabDocument = current ? withUpload(withArrays, current) : withArrays;
    const held = files.length === 1 && files[0] === name ? '' : `: ${files.join(', ')}`;
    const neurons = n === before.network.n ? '' : ` (${n} neurons)`;
    const label = labelWith(`From ${name}${held}${neurons}`, lostBetween(before, sized));
    this.#lab.replace(label, () => after);
    return label;
  }
}

/** @param duration of the run, ms */
function describeTaken({ n, matrices, current, state }: TakenArrays, duration: number): string {
  const types = Object.keys(matrices);
  const what = [
    ...(types.length > 0 ? [`the ${types.join(' and ')} ${types.length === 1 ? 'matrix' : 'matrices'}`] : []),
    ...(current ? [currentsOf(current)] : []),
    ...(state ? ['the initial state, from which runs start now'] : []),
  ];
  return `Took for ${n} neurons: ${what.join('; ')}. The duration of the run stays ${duration} ms.`;
}

function currentsOf({ stimulus: { samples, samplesPerMs } }: StimulusUpload): string {
  return `currents of ${samples.toLocaleString('en')} samples (${Number((samples / samplesPerMs).toFixed(3))} ms at ${samplesPerMs} samples per ms)`;
}

/** The folder that the files lie in, the name of the only one, or how many there are. */
function nameOf(files: readonly NamedFile[]): string {
  const [first] = files;
  if (files.length === 1) return first!.file.name;
  const folder = first?.path.includes('/') ? first.path.split('/')[0]! : undefined;
  return folder !== undefined && files.every(({ path }) => path.startsWith(`${folder}/`))
    ? folder
    : `${files.length} files`;
}

/** The lab's imports, made when they are asked for first. */
export const importsOf = onePerLab((lab) => new Imports(lab));
