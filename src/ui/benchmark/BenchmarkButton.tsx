import { Gauge } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { Hint } from '../controls/Hint.tsx';
import iconStyles from '../controls/IconButton.module.css';
import { LargeDialog } from '../controls/LargeDialog.tsx';
import { lazyPart } from '../controls/lazyPart.tsx';
import { openByAddress, useAddress } from '../controls/useAddress.ts';

const BenchmarkBody = lazyPart('The benchmark', () => import('./BenchmarkBody.tsx').then((one) => one.BenchmarkBody));

/** In the address, it opens the benchmark. */
const FRAGMENTS = ['#benchmark'] as const;

/** Opens the benchmark of this device; the address names it while it is open, so that it can be sent to somebody. */
export function BenchmarkButton() {
  const isOpen = useAddress(FRAGMENTS) !== undefined;
  return (
    <LargeDialog
      title="Benchmark"
      isWide
      isOpen={isOpen}
      onOpenChange={(open) => openByAddress(open ? FRAGMENTS[0] : '')}
      trigger={
        <Hint text="Benchmark: how fast is this device?">
          <Dialog.Trigger className={iconStyles.button} aria-label="Benchmark">
            <Gauge size={16} aria-hidden="true" />
          </Dialog.Trigger>
        </Hint>
      }
    >
      <BenchmarkBody />
    </LargeDialog>
  );
}
