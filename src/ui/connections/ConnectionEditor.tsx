import { useEffect, useMemo, useState } from 'react';
import { populationRanges } from '../../model/buildNetwork.ts';
import { PRESETS } from '../../model/presets.ts';
import { matrixProblem } from '../../store/edits/matrixProblem.ts';
import { NOTHING_POINTED_AT, createMatrixToolStore } from '../../store/edits/matrixTools.ts';
import { Choice } from '../controls/Choice.tsx';
import { makeRoom } from '../dock/makeRoom.ts';
import { formatCount } from '../format.ts';
import { useLab, useStore } from '../labContext.ts';
import { BlockTable } from './BlockTable.tsx';
import styles from './ConnectionEditor.module.css';
import { FileMenu } from './FileMenu.tsx';
import { GeneratePopover } from './GeneratePopover.tsx';
import { MatrixCanvas } from './MatrixCanvas.tsx';
import { MatrixMenu } from './MatrixMenu.tsx';
import { MOST_SHOWN, shownType } from './matrixData.ts';
import { NetworkPicture } from './NetworkPicture.tsx';
import { RangeCard } from './RangeCard.tsx';
import { ToolBar } from './ToolBar.tsx';
import { WeightKey } from './WeightKey.tsx';
import { useMatrixFiles } from './useMatrixFiles.ts';
import { OrientationDialog } from './OrientationDialog.tsx';

/** The matrices, one per synapse type, to paint in, and the network as a picture beside them. */
export function ConnectionEditor() {
  const { lab, frames } = useLab();
  // A stroke edits the network in every frame; what is read here stays.
  const { model, n, counts } = useSize();
  const name = useStore(lab.view, (view) => view.synapseType);
  const type = shownType(model.synapses, name);
  const populations = useMemo(() => populationRanges(model, n, counts), [model, n, counts]);
  const [tools] = useState(createMatrixToolStore);
  useEffect(() => tools.subscribe(() => frames.request()), [tools, frames]);
  useEffect(
    () =>
      lab.document.subscribe(({ network: now }, { network: before }) => {
        // Rows and columns of another network are other neurons.
        if (now.n !== before.n || now.counts !== before.counts) tools.setState(NOTHING_POINTED_AT);
      }),
    [lab, tools],
  );
  useEffect(() => makeRoom(lab), [lab]);
  const refused = useStore(tools, ({ problem }) => problem);
  const files = useMatrixFiles(type.name);
  const wrong = useStore(lab.document, ({ network }) => matrixProblem(network, type.name));
  const problem = files.problem ?? refused ?? wrong;

  const question = (
    <OrientationDialog
      type={type}
      populations={populations}
      proposal={files.proposal}
      onUse={files.take}
      onCancel={files.cancel}
    />
  );

  if (n > MOST_SHOWN) {
    return (
      <>
        {question}
        <p className={styles.message}>
          A matrix of {formatCount(n)} × {formatCount(n)} is too large to be painted in: up to {formatCount(MOST_SHOWN)}{' '}
          neurons are shown here. The run itself takes more.
        </p>
      </>
    );
  }
  return (
    <div className={styles.editor} {...files.dropTarget} data-over={files.isOver || undefined}>
      <div className={styles.bar}>
        <Choice
          label="Synapse type"
          value={type.name}
          options={model.synapses.map((one) => ({ value: one.name, label: one.name }))}
          onChange={(synapseType) => lab.view.setState({ synapseType })}
        />
        <ToolBar tools={tools} />
        <div className={styles.actions}>
          <GeneratePopover type={type} populations={populations} />
          <FileMenu type={type.name} onOpen={files.open} />
          <MatrixMenu type={type.name} />
        </div>
      </div>
      {problem && (
        <p className={styles.problem} role="alert" data-testid="matrix-problem">
          {problem}.
        </p>
      )}
      {!problem && files.notice && (
        <p className={styles.notice} role="status" data-testid="matrix-notice">
          {files.notice}
        </p>
      )}
      <div className={styles.work}>
        <div className={styles.matrix}>
          <MatrixCanvas type={type} populations={populations} tools={tools} />
        </div>
        <div className={styles.side}>
          <div className={styles.overview}>
            <div className={styles.picture}>
              <NetworkPicture types={model.synapses} shown={type.name} populations={populations} tools={tools} />
              <WeightKey type={type} />
            </div>
            <div className={styles.tables}>
              <BlockTable type={type} populations={populations} tools={tools} />
              <RangeCard type={type} populations={populations} tools={tools} />
            </div>
          </div>
        </div>
      </div>
      {files.isOver && <p className={styles.cover}>Drop a matrix, .npy or .csv, for the {type.name} synapses</p>}
      {question}
    </div>
  );
}

function useSize() {
  const { lab } = useLab();
  const preset = useStore(lab.document, ({ network }) => network.preset);
  const n = useStore(lab.document, ({ network }) => network.n);
  const counts = useStore(lab.document, ({ network }) => network.counts);
  return { model: PRESETS[preset], n, counts };
}
