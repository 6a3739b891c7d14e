import { Plus } from 'lucide-react';
import { useId, useState } from 'react';
import { IconButton } from '../controls/IconButton.tsx';
import { useLab } from '../labContext.ts';
import styles from './AddNeuron.module.css';

/** A trace by the neuron's index: the way to the grid's choice without a pointer. */
export function AddNeuron() {
  const { lab } = useLab();
  const id = useId();
  const [problem, setProblem] = useState<string>();

  function add(form: FormData): void {
    const typed = String(form.get('neuron') ?? '').trim();
    const neuron = Number(typed);
    const { n } = lab.shown.network;
    if (typed === '' || !Number.isInteger(neuron) || neuron < 0 || neuron >= n) {
      setProblem(`Neurons are numbered 0 to ${n - 1}, got ${typed || 'nothing'}.`);
      return;
    }
    setProblem(undefined);
    if (!lab.view.getState().chosen.includes(neuron)) lab.toggleNeuron(neuron);
  }

  return (
    <form className={styles.form} action={add}>
      <label htmlFor={id}>Add neuron</label>
      <input
        id={id}
        name="neuron"
        inputMode="numeric"
        autoComplete="off"
        aria-describedby={`${id}-problem`}
        onFocus={(event) => event.currentTarget.select()}
      />
      <IconButton label="Add the trace" type="submit" icon={<Plus size={15} aria-hidden="true" />} />
      <p id={`${id}-problem`} className={styles.problem} role="status">
        {problem}
      </p>
    </form>
  );
}
