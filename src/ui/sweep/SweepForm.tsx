import { Play, Square } from 'lucide-react';
import { useMemo } from 'react';
import { MOST_SEED } from '../../model/random.ts';
import { PRESETS } from '../../model/presets.ts';
import { placeOf } from '../../store/ensembleRuns.ts';
import { FIELDS } from '../../store/fields.ts';
import type { Lab } from '../../store/lab.ts';
import type { LabDocument } from '../../store/labDocument.ts';
import type { Sweep } from '../../store/sweep/sweep.ts';
import { MOST_SEEDS, planSweep } from '../../store/sweep/sweepPlan.ts';
import type { AxisDescription, SweepDescription } from '../../store/sweep/sweepPlan.ts';
import { sweepTargets } from '../../store/sweep/sweepTargets.ts';
import actions from '../controls/Button.module.css';
import { LocalNumber } from '../controls/LocalNumber.tsx';
import { FieldRow } from '../controls/FieldRow.tsx';
import { Fieldset } from '../controls/Fieldset.tsx';
import { formatCount, formatSeconds } from '../format.ts';
import { useLab, useStore } from '../labContext.ts';
import { useCalmStore } from '../useCalmStore.ts';
import { AxisFields } from './AxisFields.tsx';
import { axisAround } from './axisDefaults.ts';
import styles from './Sweep.module.css';
import { targetGroups } from './targetGroups.ts';

const AXIS_NAMES = ['Horizontal axis', 'Vertical axis'] as const;
const whole = (document: LabDocument): LabDocument => document;

/** What is swept, how many runs that is and how long they take; starts and stops them. */
export function SweepForm({ sweep }: { readonly sweep: Sweep }) {
  const { lab } = useLab();
  const document = useCalmStore(lab.document, whole);
  // Where ensembles run depends on them.
  useStore(lab.run, (run) => run.engines);
  const description = useStore(sweep.state, (state) => state.description);
  const status = useStore(sweep.state, (state) => state.status);
  const targets = useMemo(() => sweepTargets(document), [document]);
  const groups = useMemo(() => targetGroups(PRESETS[document.network.preset], targets), [document, targets]);
  const plan = useMemo(() => planSweep(document, description), [document, description]);
  const isRunning = status === 'running';
  const problem = 'problem' in plan ? plan : undefined;

  const setAxis = (index: number, axis: AxisDescription | undefined): void => {
    const axes = [...description.axes];
    if (axis) axes[index] = axis;
    else axes.splice(index, 1);
    sweep.describe({ ...description, axes });
  };
  const { seeds } = description;
  const first = seeds?.first ?? document.network.seed;
  const setSeeds = (count: number, from: number): void => sweep.describe(withSeeds(description, count, from));

  return (
    <form className={styles.form} aria-label="Sweep" onSubmit={(event) => event.preventDefault()}>
      {AXIS_NAMES.map((name, index) => {
        const axis = description.axes[index];
        const target = targets.find(({ key }) => key === axis?.target);
        return (
          <AxisFields
            key={name}
            name={name}
            axis={axis}
            groups={groups}
            target={target}
            isOptional={index > 0}
            problem={problem?.axis === index ? problem.problem : undefined}
            onTarget={(key) => {
              const chosen = targets.find((one) => one.key === key);
              setAxis(index, chosen && axisAround(chosen, document));
            }}
            onChange={(next) => setAxis(index, next)}
          />
        );
      })}
      <Fieldset legend={description.axes.length > 1 ? 'Each cell' : 'Each value'} className={styles.runs}>
        <FieldRow columns={seeds ? 3 : 2} wide="last">
          <LocalNumber
            label="Seeds"
            meaning="How many runs of each combination: each seed draws connections, initial state and who receives the odour anew. 1: the network as it is."
            value={seeds?.count ?? 1}
            range={[1, MOST_SEEDS]}
            isWhole
            step={1}
            inputMode="decimal"
            onChange={(count) => setSeeds(count, first)}
          />
          {seeds && (
            <LocalNumber
              label="First seed"
              meaning="The others follow it: 1, 2, 3 …"
              value={first}
              range={[0, MOST_SEED]}
              isWhole
              step={1}
              inputMode="decimal"
              onChange={(from) => setSeeds(seeds.count, from)}
            />
          )}
          <LocalNumber
            label="Duration"
            unit="ms"
            meaning="Simulated time of each run. From 200 ms on there is a peak frequency."
            value={description.duration}
            range={[FIELDS.duration.least, FIELDS.duration.most]}
            step={100}
            onChange={(duration) => sweep.describe({ ...description, duration })}
          />
        </FieldRow>
        {problem && problem.axis === undefined && (
          <p className={styles.problem} role="status">
            {problem.problem}
          </p>
        )}
      </Fieldset>
      <div className={styles.start}>
        <p className={styles.estimate} data-testid="sweep-estimate">
          {'problem' in plan
            ? ''
            : describeEstimate(plan.runs.length, isRunning ? undefined : sweep.estimate(plan), placeText(lab))}
        </p>
        {isRunning ? (
          <button type="button" className={actions.button} onClick={() => sweep.stop()}>
            <Square size={14} aria-hidden="true" />
            Stop the sweep
          </button>
        ) : (
          <button
            type="button"
            className={actions.primary}
            disabled={problem !== undefined}
            onClick={() => void sweep.start()}
          >
            <Play size={14} aria-hidden="true" />
            Start the sweep
          </button>
        )}
      </div>
    </form>
  );
}

function withSeeds({ axes, duration }: SweepDescription, count: number, first: number): SweepDescription {
  return count === 1 ? { axes, duration } : { axes, duration, seeds: { first, count } };
}

function describeEstimate(runs: number, seconds: number | undefined, where: string): string {
  const time = seconds === undefined ? '' : `, about ${formatSeconds(seconds)}`;
  return `${formatCount(runs)} ${runs === 1 ? 'run' : 'runs'}${time} ${where}`;
}

/** 'on 2 cores', 'together on the GPU'. */
function placeText(lab: Lab): string {
  if (placeOf(lab).isTogether) return 'together on the GPU';
  const cores = lab.memberWorkers?.most ?? 1;
  return `on ${cores === 1 ? 'one core' : `${cores} cores`}`;
}
