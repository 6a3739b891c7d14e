import { ChartSpline } from 'lucide-react';
import type { PlotlyStatic } from 'plotly.js-basic-dist-min';
import { Dialog } from 'radix-ui';
import { useEffect, useState } from 'react';
import { Hint } from '../controls/Hint.tsx';
import iconStyles from '../controls/IconButton.module.css';
import { LargeDialog } from '../controls/LargeDialog.tsx';
import { useLab, useStore } from '../labContext.ts';
import type { FigureBody } from './FigureBody.tsx';
import styles from './Figure.module.css';

/** Opens the stretch of time on screen as a figure for a paper or a lecture. */
export function FigureButton() {
  const { lab } = useLab();
  const hasSamples = useStore(lab.run, ({ progress }) => progress !== undefined);
  const [isOpen, setOpen] = useState(false);
  return (
    <LargeDialog
      title="Figure"
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
      <LazyFigure />
    </LargeDialog>
  );
}

interface Loaded {
  readonly Body: typeof FigureBody;
  readonly plotly: PlotlyStatic;
}

/** plotly is larger than the rest of the page: it comes when it is asked for. */
function LazyFigure() {
  const [loaded, setLoaded] = useState<Loaded | 'failed'>();
  useEffect(() => {
    Promise.all([import('./FigureBody.tsx'), import('plotly.js-basic-dist-min')]).then(
      ([{ FigureBody: Body }, { default: plotly }]) => setLoaded({ Body, plotly }),
      () => setLoaded('failed'),
    );
  }, []);
  if (!loaded) return <p className={styles.sentence}>Loading …</p>;
  if (loaded === 'failed') {
    return (
      <p className={styles.sentence} role="alert">
        The program that draws figures could not be loaded. Is there a connection? Close this and try again.
      </p>
    );
  }
  return <loaded.Body plotly={loaded.plotly} />;
}
