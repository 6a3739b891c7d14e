import { ChartSpline } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { useState } from 'react';
import { Hint } from '../controls/Hint.tsx';
import iconStyles from '../controls/IconButton.module.css';
import { LargeDialog } from '../controls/LargeDialog.tsx';
import { lazyPart } from '../controls/lazyPart.tsx';
import { useLab, useStore } from '../labContext.ts';
import styles from './Figure.module.css';

/** plotly is larger than the rest of the page: it comes when it is asked for. */
const FigureOfRun = lazyPart('The program that draws figures', async () => {
  const [{ FigureBody }, plotly] = await Promise.all([
    import('./FigureBody.tsx'),
    import('./loadPlotly.ts').then((one) => one.loadPlotly()),
  ]);
  return () => <FigureBody plotly={plotly} />;
});

/** Opens the stretch of time on screen as a figure for a paper or a lecture. */
export function FigureButton() {
  const { lab } = useLab();
  const hasSamples = useStore(lab.run, ({ progress }) => progress !== undefined);
  const [isOpen, setOpen] = useState(false);
  return (
    <LargeDialog
      title="Figure"
      isWide
      isOpen={isOpen}
      onOpenChange={(open) => setOpen(open && hasSamples)}
      trigger={
        <Hint
          text={hasSamples ? 'Figure for a paper or a lecture' : 'Figure: run the network first'}
          opensOnTap={!hasSamples}
        >
          {/* A disabled button would not say why. */}
          <Dialog.Trigger
            className={`${iconStyles.button} ${styles.trigger}`}
            aria-label="Figure"
            aria-disabled={!hasSamples}
          >
            <ChartSpline size={16} aria-hidden="true" />
          </Dialog.Trigger>
        </Hint>
      }
    >
      <FigureOfRun />
    </LargeDialog>
  );
}
