import { useEffect, useMemo, useRef } from 'react';
import type { ChartTheme } from '../../charts/chartTheme.ts';
import { neuronColour, neuronName } from '../../charts/chartTheme.ts';
import { CurrentMap } from '../../charts/currentMap.ts';
import { describeCurrentMap, drawCurrentMap, neuronAtCurrentMap } from '../../charts/drawCurrentMap.ts';
import { drawCursor } from '../../charts/drawCursor.ts';
import { plotArea } from '../../charts/frame.ts';
import type { Frame } from '../../charts/frame.ts';
import { formatFixed } from '../../charts/ticks.ts';
import { populationRanges } from '../../model/buildNetwork.ts';
import type { PopulationRange } from '../../model/population.ts';
import { PRESETS } from '../../model/presets.ts';
import { stimulusColumns } from '../../model/stimulus/stimulus.ts';
import type { StimulusColumns } from '../../model/stimulus/stimulus.ts';
import type { Lab } from '../../store/lab.ts';
import { describeRun } from '../../experiment/describeRun.ts';
import { checkDocument } from '../../store/warnings.ts';
import { useLab } from '../labContext.ts';
import type { TrackBoard } from '../tracks/trackBoard.ts';
import type { TrackPicture } from '../tracks/trackPicture.ts';
import { useMeasuredCanvas } from '../tracks/useMeasuredCanvas.ts';
import { previewOf } from './previewOf.ts';
import styles from './StimulusEditor.module.css';

/** How long a frame may work on the picture, ms. */
const BUDGET = 5;

/** The n × time array as a picture: every neuron, all currents added up. */
export function CurrentMapPlot({ theme, board }: { readonly theme: ChartTheme; readonly board: TrackBoard }) {
  const { lab, frames } = useLab();
  const data = useRef<HTMLCanvasElement>(null);
  const overlay = useRef<HTMLCanvasElement>(null);
  const source = useMemo(() => new MapSource(lab), [lab]);

  const painter = useMemo(
    () => ({
      depends: () => [lab.document.getState(), lab.view.getState().time, theme, source.progress],
      draw: (frame: Frame) => {
        source.draw(frame, theme);
        if (!source.isComplete) frames.request();
      },
    }),
    [frames, lab, source, theme],
  );
  const size = useMeasuredCanvas(data, painter);

  const picture = useMemo(
    (): TrackPicture => ({
      depends: () => [],
      draw: () => {},
      read: (_, time) => source.read(time, theme),
      describe: () => '',
      neuronAt: (at, _view, _x, y) => neuronAtCurrentMap(at, source.populations, y),
      isPicker: true,
    }),
    [source, theme],
  );
  useEffect(() => board.hang('heatMap', picture, size), [board, picture, size]);

  const cursorPainter = useMemo(
    () => ({
      depends: () => {
        const { time, cursor, hovered } = lab.view.getState();
        return [time, cursor, hovered, theme, lab.document.getState()];
      },
      draw: (frame: Frame) => {
        const { time, cursor } = lab.view.getState();
        if (cursor !== undefined) drawCursor(frame, time, cursor, theme, picture.read(frame, cursor));
      },
    }),
    [lab, picture, theme],
  );
  useMeasuredCanvas(overlay, cursorPainter);

  useEffect(
    () =>
      frames.add({
        depends: () => [lab.document.getState(), lab.view.getState().time],
        paint: () => data.current?.setAttribute('aria-label', source.describe()),
      }),
    [frames, lab, source],
  );

  return (
    <div className={`${styles.plot} ${styles.map}`} data-track="heatMap">
      <canvas ref={data} className={styles.canvas} role="img" data-testid="stimulus-map" />
      <canvas ref={overlay} className={styles.canvas} aria-hidden="true" />
    </div>
  );
}

/** The described currents as columns and as a picture, made anew when one of them or the view changes. */
class MapSource {
  populations: readonly PopulationRange[] = [];
  /** Another number whenever there is more to see. */
  progress = 0;
  readonly #lab: Lab;
  #document: unknown;
  #columns: StimulusColumns | undefined;
  #map: CurrentMap | undefined;
  #key: readonly unknown[] = [];

  constructor(lab: Lab) {
    this.#lab = lab;
  }

  get isComplete(): boolean {
    return this.#map?.isComplete ?? true;
  }

  draw(frame: Frame, theme: ChartTheme): void {
    const columns = this.#read();
    const preview = this.#preview();
    if (!columns || !preview) return;
    const { time } = this.#lab.view.getState();
    const { left, right } = plotArea(frame);
    const key = [columns, time, right - left];
    if (key.some((entry, i) => entry !== this.#key[i])) {
      this.#key = key;
      this.#map = new CurrentMap(columns, time, right - left);
    }
    if (!this.isComplete) {
      this.#map!.work(BUDGET);
      this.progress++;
    }
    drawCurrentMap(frame, this.#map!, this.populations, preview, theme);
  }

  read(time: number, theme: ChartTheme) {
    const columns = this.#read();
    const { hovered } = this.#lab.view.getState();
    if (!columns || hovered === undefined || hovered >= columns.n || time < 0) return [];
    const column = new Float64Array(columns.n);
    columns.readColumn(Math.min(columns.samples - 1, Math.floor(time * columns.samplesPerMs + 1e-6)), column, 0);
    const text = `${formatFixed(column[hovered]!, 2)} µA/cm²`;
    const colour = neuronColour(theme, this.populations, hovered);
    return [{ label: neuronName(this.populations, hovered), text, colour, y: 30 }];
  }

  describe(): string {
    const preview = this.#preview();
    return preview
      ? describeCurrentMap(preview, this.#lab.view.getState().time)
      : 'The stimulus does not fit the network.';
  }

  #preview() {
    const document = this.#lab.document.getState();
    return checkDocument(document) ? undefined : previewOf(describeRun(document), document.stimulus);
  }

  #read(): StimulusColumns | undefined {
    const document = this.#lab.document.getState();
    if (document === this.#document) return this.#columns;
    this.#document = document;
    const { network, stimulus, duration } = describeRun(document);
    const { preset, n, counts } = network;
    this.populations = populationRanges(PRESETS[preset], n, counts);
    this.#columns = checkDocument(document) ? undefined : stimulusColumns(stimulus, n, duration, this.populations);
    return this.#columns;
  }
}
