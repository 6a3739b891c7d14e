import { FileText } from 'lucide-react';
import { useState } from 'react';
import { afterPaint } from '../afterPaint.ts';
import { IconButton } from '../controls/IconButton.tsx';
import { downloadFile } from '../downloadFile.ts';
import { useLab, useStore } from '../labContext.ts';
import styles from './Report.module.css';
import { messageOf } from '../../wording/messageOf.ts';

/** Downloads the run as one HTML page: network, stimulus, figures, numbers. */
export function ReportButton() {
  const { lab } = useLab();
  const hasSamples = useStore(lab.run, ({ progress }) => progress !== undefined);
  const [isMaking, setMaking] = useState(false);
  const [problem, setProblem] = useState<string>();

  const make = async (): Promise<void> => {
    if (!hasSamples || isMaking) return;
    setMaking(true);
    setProblem(undefined);
    try {
      const [{ makeReport }, plotly] = await Promise.all([
        import('./makeReport.ts'),
        import('../figure/loadPlotly.ts').then((one) => one.loadPlotly()),
      ]);
      await afterPaint();
      const { origin, pathname } = window.location;
      const { content, name } = await makeReport(lab, plotly, origin + pathname, new Date());
      downloadFile(content, name);
    } catch (error) {
      setProblem(`The report could not be made: ${messageOf(error)}`);
    }
    setMaking(false);
  };

  const hint = isMaking
    ? 'Making the report …'
    : hasSamples
      ? 'Report of the run, as one page to keep'
      : 'Report: run the network first';
  return (
    <span className={styles.place}>
      <IconButton
        label="Report"
        hint={hint}
        icon={<FileText size={16} className={isMaking ? styles.busy : undefined} aria-hidden="true" />}
        aria-disabled={!hasSamples || isMaking}
        aria-busy={isMaking}
        className={styles.button}
        onClick={() => void make()}
      />
      {problem && (
        <span className={styles.problem} role="alert">
          {problem}
        </span>
      )}
    </span>
  );
}
