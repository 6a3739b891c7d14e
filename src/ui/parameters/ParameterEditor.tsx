import { useMemo, useRef, useState } from 'react';
import { extentOf, neuronValues, valuesOf } from '../../model/parameters/parameterValues.ts';
import { ownedParameters } from '../../model/parameters/parameterChanges.ts';
import { PRESETS } from '../../model/presets.ts';
import { neuronsOf, typeParameter } from '../../store/edits/parameterEdits.ts';
import { Choice } from '../controls/Choice.tsx';
import { DraftField } from '../controls/DraftField.tsx';
import { SelectField } from '../controls/SelectField.tsx';
import { formatNumber } from '../format.ts';
import { useLab, useStore } from '../labContext.ts';
import { FillForm } from './FillForm.tsx';
import { GateCurvesPane } from './GateCurvesPane.tsx';
import styles from './ParameterEditor.module.css';
import { parameterGroups } from './parameterGroups.ts';
import { StripCanvas } from './StripCanvas.tsx';
import type { StripTool } from './StripCanvas.tsx';
import { readNeuronRange } from './stripKeys.ts';
import type { StripPlace } from './stripKeys.ts';
import { ValuesMenu, pasteValues } from './ValuesMenu.tsx';
import { ValuesTable } from './ValuesTable.tsx';

const TOOLS = [
  { value: 'paint', label: 'Paint' },
  { value: 'select', label: 'Select' },
] as const satisfies readonly { value: StripTool; label: string }[];

/** One parameter neuron by neuron, and the curves of the gates of its current. */
export function ParameterEditor() {
  const { lab } = useLab();
  const preset = useStore(lab.document, ({ network }) => network.preset);
  const n = useStore(lab.document, ({ network }) => network.n);
  const counts = useStore(lab.document, ({ network }) => String(network.counts));
  const model = PRESETS[preset];
  const chosen = useStore(lab.view, ({ parameter }) => parameter);
  const symbols = useMemo(() => ownedParameters(model).map(({ symbol }) => symbol), [model]);
  const symbol = symbols.includes(chosen) ? chosen : symbols[0]!;
  const groups = useMemo(() => parameterGroups(model), [model]);
  return (
    <div className={styles.editor}>
      {/* Another parameter or network begins anew: what was selected and typed belongs to the one before. */}
      <NeuronPane
        key={`${symbol} ${n} ${counts}`}
        symbol={symbol}
        picker={
          <SelectField
            isHeading
            label="Parameter"
            value={symbol}
            groups={groups.map(({ title, rows }) => ({
              title,
              options: rows.map((row) => ({ value: row.symbol, label: row.symbol })),
            }))}
            onChange={(parameter) => lab.view.setState({ parameter })}
          />
        }
      />
      <GateCurvesPane model={model} symbol={symbol} />
    </div>
  );
}

interface NeuronPaneProps {
  readonly symbol: string;
  readonly picker: React.ReactNode;
}

const NOTHING: StripPlace = { focused: undefined, selected: undefined };

function NeuronPane({ symbol, picker }: NeuronPaneProps) {
  const { lab } = useLab();
  const values = useStore(lab.document, ({ network }) => valuesOf(network, symbol));
  const [place, setPlace] = useState(NOTHING);
  const [tool, setTool] = useState<StripTool>('paint');
  const [message, setMessage] = useState({ text: '', isProblem: false });
  const controls = useRef<HTMLDivElement>(null);
  const { parameter, populations, ofModel } = values;
  const { meaning, range, source } = parameter;
  const unit = parameter.unit === '1' ? '' : parameter.unit;

  const neurons = useMemo(() => neuronsOf(values, undefined), [values]);
  const { selected } = place;
  const target = useMemo(
    () => (selected ? neurons.filter((neuron) => neuron >= selected.first && neuron <= selected.last) : neurons),
    [neurons, selected],
  );
  const [least, greatest] = useMemo(() => {
    const all = neuronValues(values);
    return extentOf(Float64Array.from(target, (neuron) => all[neuron]!));
  }, [values, target]);
  const shown = least === greatest ? formatNumber(least) : `${formatNumber(least, 3)}…${formatNumber(greatest, 3)}`;

  const having = populations.filter(({ count }, p) => ofModel[p] !== undefined && count > 0);
  const ranges = having.map(({ name, first, count }) => ({ name, first, last: first + count - 1 }));
  const whole = { first: neurons[0] ?? 0, last: neurons.at(-1) ?? 0 };
  const extent = selected ?? whole;
  const scope = ranges.find(({ first, last }) => first === extent.first && last === extent.last)?.name;
  const scopes = ranges.length > 1 ? ['all', ...ranges.map(({ name }) => name)] : ranges.map(({ name }) => name);
  const usual = ofModel.find((value) => value !== undefined) ?? 0;

  const type = (typed: string): string | undefined => {
    setMessage({ text: '', isProblem: false });
    return typed === shown ? undefined : typeParameter(lab, symbol, target, typed);
  };
  const tell = (text: string, isProblem: boolean): void => setMessage({ text, isProblem });

  if (neurons.length === 0) {
    return (
      <div className={styles.neurons}>
        <div className={styles.head}>{picker}</div>
        <p className={styles.noCurves}>No neuron of this network has {symbol}.</p>
      </div>
    );
  }
  return (
    <div className={styles.neurons}>
      <div className={styles.head}>
        {picker}
        <p className={styles.meaning} title={source}>
          {meaning}, {formatNumber(range[0])} … {formatNumber(range[1])} {unit}
        </p>
        <Choice label="What dragging does" value={tool} options={TOOLS} onChange={setTool} isSmall />
      </div>
      <StripCanvas
        values={values}
        neurons={neurons}
        tool={tool}
        place={place}
        onPlace={setPlace}
        onType={(key) => beginTyping(controls.current, key)}
        onPaste={(text) => {
          const problem = pasteValues(lab, symbol, target, text);
          tell(problem === undefined ? '' : `${problem}. The old values stay.`, problem !== undefined);
        }}
      />
      <div ref={controls} className={styles.tools}>
        <Choice
          label="Whose values"
          value={!selected && ranges.length > 1 ? 'all' : scope}
          options={scopes.map((name) => ({ value: name, label: name === 'all' ? 'All' : name }))}
          onChange={(name) => {
            const found = ranges.find((one) => one.name === name);
            setPlace({ focused: undefined, selected: found && { first: found.first, last: found.last } });
          }}
          isSmall
        />
        <span className={styles.field} data-size="range">
          <DraftField
            label="Indices"
            unit=""
            meaning="Whose values are set, by index: 10–20, or one"
            shown={extent.first === extent.last ? String(extent.first) : `${extent.first}–${extent.last}`}
            kept={`${extent.first}–${extent.last}`}
            onCommit={(typed) => {
              const read = readNeuronRange(typed, neurons);
              if (!read)
                return `Indices must be a range from ${whole.first} to ${whole.last}, got ${typed || 'nothing'}`;
              setPlace({ focused: read.first, selected: read });
              return undefined;
            }}
            onNudge={() => undefined}
          />
        </span>
        <span className={styles.field} data-size="long">
          <DraftField
            label="Set to"
            unit={unit}
            meaning="A number for all of them, or a factor: *0.5, 50%"
            shown={shown}
            kept={shown}
            onCommit={type}
            onNudge={() => undefined}
          />
        </span>
        <ValuesMenu values={values} target={target} onMessage={tell} />
      </div>
      <FillForm parameter={parameter} target={target} usual={usual} onMessage={tell} />
      <p
        className={styles.message}
        data-problem={message.isProblem || undefined}
        role="status"
        data-testid="values-message"
      >
        {message.text}
      </p>
      <ValuesTable values={values} neurons={neurons} />
    </div>
  );
}

/** A number that is typed on the strip goes into the field for it. */
function beginTyping(controls: HTMLElement | null, key: string): void {
  const field = controls?.querySelectorAll('input')[1];
  if (!field) return;
  field.focus();
  field.select();
  // As if the key had been pressed there: React hears of it.
  document.execCommand('insertText', false, key);
}
