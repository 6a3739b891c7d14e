import { ChartSpline } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { useState } from 'react';
import { Hint } from '../controls/Hint.tsx';
import iconStyles from '../controls/IconButton.module.css';
import { LargeDialog } from '../controls/LargeDialog.tsx';
import { lazyPart } from '../controls/lazyPart.tsx';
import type { MeasureFigureProps } from './MeasureFigureBody.tsx';

const MeasureFigure = lazyPart<MeasureFigureProps>('The program that draws figures', async () => {
  const [{ MeasureFigureBody }, plotly] = await Promise.all([
    import('./MeasureFigureBody.tsx'),
    import('./loadPlotly.ts').then((one) => one.loadPlotly()),
  ]);
  return (props) => <MeasureFigureBody plotly={plotly} {...props} />;
});

export interface MeasureFigureButtonProps {
  /** Of the measure. */
  readonly title: string;
  readonly isDisabled: boolean;
  /** What the card shows now. */
  readonly read: () => MeasureFigureProps;
}

/** Opens what a card of measures shows as a figure for a paper or a lecture. */
export function MeasureFigureButton({ title, isDisabled, read }: MeasureFigureButtonProps) {
  const [shown, setShown] = useState<MeasureFigureProps>();
  const label = `Figure: ${title}`;
  return (
    <LargeDialog
      title={label}
      isWide
      isOpen={shown !== undefined}
      onOpenChange={(open) => setShown(open ? read() : undefined)}
      trigger={
        <Hint text={label}>
          <Dialog.Trigger className={iconStyles.button} aria-label={label} disabled={isDisabled}>
            <ChartSpline size={15} aria-hidden="true" />
          </Dialog.Trigger>
        </Hint>
      }
    >
      {shown && <MeasureFigure {...shown} />}
    </LargeDialog>
  );
}
