import { Gauge } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { useEffect, useState } from 'react';
import { Hint } from '../controls/Hint.tsx';
import iconStyles from '../controls/IconButton.module.css';
import { LargeDialog } from '../controls/LargeDialog.tsx';
import { openByAddress, useAddress } from '../controls/useAddress.ts';
import styles from './Benchmark.module.css';
import type { BenchmarkBody } from './BenchmarkBody.tsx';

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
      <LazyBenchmark />
    </LargeDialog>
  );
}

/** Few visitors ask for it: it comes when they do. */
function LazyBenchmark() {
  const [loaded, setLoaded] = useState<{ readonly Body: typeof BenchmarkBody } | 'failed'>();
  useEffect(() => {
    import('./BenchmarkBody.tsx').then(
      ({ BenchmarkBody: Body }) => setLoaded({ Body }),
      () => setLoaded('failed'),
    );
  }, []);
  if (!loaded) return <p className={styles.sentence}>Loading …</p>;
  if (loaded === 'failed') {
    return (
      <p className={styles.sentence} role="alert">
        The benchmark could not be loaded. Is there a connection? Close this and try again.
      </p>
    );
  }
  return <loaded.Body />;
}
