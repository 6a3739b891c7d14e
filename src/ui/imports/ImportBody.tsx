import { Files, FolderOpen } from 'lucide-react';
import { useRef, useState } from 'react';
import { CURRENT_ROLE, STATE_ROLE } from '../../files/folder/arrayRoles.ts';
import type { NamedFile } from '../../files/folder/folderFile.ts';
import type { FoundArray } from '../../files/folder/takeArrays.ts';
import { PRESETS } from '../../model/presets.ts';
import { importFiles } from '../../store/imports/importFiles.ts';
import { importsOf } from '../../store/imports/imports.ts';
import buttons from '../controls/Button.module.css';
import problemStyles from '../controls/Problem.module.css';
import { SelectField } from '../controls/SelectField.tsx';
import { openByAddress } from '../controls/useAddress.ts';
import { openExperimentFile } from '../experiment/experimentFiles.ts';
import { findExperiment } from '../experiment/openDropped.ts';
import { useLab, useStore } from '../labContext.ts';
import styles from './Import.module.css';
import { namedFiles } from './droppedFiles.ts';

/** What can be brought in, the way to choose it, and what became of it. */
export function ImportBody() {
  const { lab } = useLab();
  const imports = importsOf(lab);
  const { reading, problem, question, taken } = useStore(imports.state, (state) => state);
  const chooseFiles = useRef<HTMLInputElement>(null);
  const chooseFolder = useRef<HTMLInputElement | null>(null);
  const open = async (files: readonly NamedFile[]): Promise<void> => {
    if (files.length === 0) return;
    const experiment = await findExperiment(files);
    if (experiment) {
      openByAddress('');
      await openExperimentFile(lab, experiment);
    } else if ((await importFiles(lab, files)) === 'compare') openByAddress('');
  };
  const input = {
    type: 'file',
    multiple: true,
    className: 'visually-hidden',
    tabIndex: -1,
    onChange: ({ target }: { target: HTMLInputElement }) => {
      const files = namedFiles(target.files ?? []);
      // The same files chosen again have to be read again.
      target.value = '';
      void open(files);
    },
  } as const;
  return (
    <div className={styles.body} tabIndex={0} role="group" aria-label="Files to bring in">
      <div className={styles.ways}>
        <button
          type="button"
          className={buttons.dialogPrimary}
          disabled={reading !== undefined}
          onClick={() => chooseFiles.current?.click()}
        >
          <Files size={15} aria-hidden="true" /> Choose files …
        </button>
        <button
          type="button"
          className={buttons.dialogButton}
          disabled={reading !== undefined}
          onClick={() => chooseFolder.current?.click()}
        >
          <FolderOpen size={15} aria-hidden="true" /> Choose a folder …
        </button>
        <span className={`${styles.soft} ${styles.drop}`}>or drop them anywhere on the page</span>
        <input ref={chooseFiles} {...input} aria-label="Choose files to import" />
        <input
          ref={(element) => {
            chooseFolder.current = element;
            // React knows no such attribute.
            if (element) element.webkitdirectory = true;
          }}
          {...input}
          aria-label="Choose a folder to import"
        />
      </div>
      <div className={styles.outcome} role="status" data-testid="import-outcome">
        {reading !== undefined && <p>Reading {reading} …</p>}
        {taken && (
          <>
            <p>
              <b>{taken.label}</b>. {taken.sentence} Undo takes it back.
            </p>
            <ul>
              {taken.notices.map((notice) => (
                <li key={notice}>{notice}</li>
              ))}
            </ul>
          </>
        )}
      </div>
      {problem && (
        <p className={problemStyles.problem} role="alert">
          Nothing was taken: {problem}.
        </p>
      )}
      {question && <RoleQuestion key={question.arrays[0]?.path} {...question} />}
      <table className={styles.kinds}>
        <caption className={styles.heading}>What can be brought in</caption>
        <tbody>
          {KINDS.map(([what, how]) => (
            <tr key={what}>
              <th scope="row">{what}</th>
              <td>{how}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const KINDS: readonly (readonly [what: string, how: string])[] = [
  [
    'NerveFlow folder',
    'ach_mat.npy, fgaba_mat.npy [postsynaptic, presynaptic], current.npy (µA/cm², 100 samples per ms), initial_state.npy or the last row of the last state.batchK.npy; also zipped, or as one .npz',
  ],
  [
    'Matrices',
    '.npy, or .csv named as this lab names them (GABA_post_pre.csv); the network takes their number of neurons',
  ],
  ['Arrays in an .npz', 'by the names above; where no name says what an array is, you are asked'],
  ['Spikes', 'SONATA (.h5) or a table of neuron and time in ms (.csv): they stand beside the run in Compare'],
];

/** Asks what arrays are whose names do not say it. */
function RoleQuestion({
  files,
  arrays,
}: {
  readonly files: readonly NamedFile[];
  readonly arrays: readonly FoundArray[];
}) {
  const { lab } = useLab();
  const imports = importsOf(lab);
  const preset = useStore(lab.document, ({ network }) => network.preset);
  const [roles, setRoles] = useState<Readonly<Record<string, string>>>({});
  const options = [
    { value: 'none', label: 'left aside' },
    { value: CURRENT_ROLE, label: 'injected currents, µA/cm²' },
    ...PRESETS[preset].synapses.map(({ name }) => ({ value: name, label: `${name} matrix` })),
    { value: STATE_ROLE, label: 'state that runs start from' },
  ];
  const said = Object.entries(roles).filter(([, role]) => role !== 'none');
  return (
    <section className={styles.question} aria-label="What are these arrays?">
      <h3 className={styles.heading}>What are these arrays?</h3>
      <ul className={styles.arrays}>
        {arrays.map(({ path, what }) => (
          <li key={path}>
            <span className={styles.array}>
              <b>{path}</b> <span className={styles.soft}>{what}</span>
            </span>
            <SelectField
              label={`What ${path} is`}
              value={roles[path] ?? 'none'}
              groups={[{ options }]}
              onChange={(role) => setRoles({ ...roles, [path]: role })}
            />
          </li>
        ))}
      </ul>
      <div className={styles.ways}>
        <button
          type="button"
          className={buttons.dialogPrimary}
          disabled={said.length === 0}
          onClick={() => void imports.open(files, Object.fromEntries(said))}
        >
          Take them
        </button>
        <button type="button" className={buttons.dialogButton} onClick={() => imports.dismiss()}>
          Cancel
        </button>
      </div>
    </section>
  );
}
