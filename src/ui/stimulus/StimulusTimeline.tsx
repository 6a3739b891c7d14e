import { useEffect, useMemo, useRef } from 'react';
import type { ChartTheme } from '../../charts/chartTheme.ts';
import { drawCursor } from '../../charts/drawCursor.ts';
import {
  describeLane,
  describeStimulusLanes,
  drawPresent,
  drawStimulusLanes,
  lanesHeight,
} from '../../charts/drawStimulusLanes.ts';
import type { StimulusLane } from '../../charts/drawStimulusLanes.ts';
import type { Frame } from '../../charts/frame.ts';
import type { Lab } from '../../store/lab.ts';
import { describeRun } from '../../experiment/describeRun.ts';
import { describeReceivers } from '../../store/edits/stimulusEdits.ts';
import { PART_FIELDS, levelFieldOf } from '../../store/edits/stimulusFields.ts';
import { nameOf, receiversOf, shownEntry } from '../../store/edits/stimulusParts.ts';
import { useLab, useStore } from '../labContext.ts';
import type { TrackBoard } from '../tracks/trackBoard.ts';
import type { TrackPicture } from '../tracks/trackPicture.ts';
import { useMeasuredCanvas } from '../tracks/useMeasuredCanvas.ts';
import { previewOfPart } from './previewOf.ts';
import styles from './StimulusEditor.module.css';
import { TimelineGestures } from './timelineGestures.ts';

/** A lane for each current, over the time axis of all charts; to be dragged, or moved by keys. */
export function StimulusTimeline({ theme, board }: { readonly theme: ChartTheme; readonly board: TrackBoard }) {
  const { lab, frames } = useLab();
  const count = useStore(lab.document, (document) => document.stimulus.length);
  const plot = useRef<HTMLDivElement>(null);
  const data = useRef<HTMLCanvasElement>(null);
  const overlay = useRef<HTMLCanvasElement>(null);
  const said = useRef<HTMLParagraphElement>(null);

  const painter = useMemo(
    () => ({
      depends: () => {
        const { time, stimulusEntry } = lab.view.getState();
        return [lab.document.getState(), time, stimulusEntry, theme];
      },
      draw: (frame: Frame) => drawStimulusLanes(frame, lanesOf(lab), lab.view.getState().time, theme),
    }),
    [lab, theme],
  );
  const size = useMeasuredCanvas(data, painter);
  const cursorPainter = useMemo(
    () => ({
      depends: () => [lab.view.getState().time, lab.view.getState().cursor, theme, lab.recording?.time],
      draw: (frame: Frame) => {
        const { time, cursor } = lab.view.getState();
        if (lab.recording) drawPresent(frame, time, theme, lab.recording.time);
        if (cursor !== undefined) drawCursor(frame, time, cursor, theme, []);
      },
    }),
    [lab, theme],
  );
  useMeasuredCanvas(overlay, cursorPainter);

  useEffect(() => {
    const picture: TrackPicture = {
      depends: () => [],
      draw: () => {},
      read: () => [],
      describe: (view) => describeStimulusLanes(lanesOf(lab), view),
    };
    return board.hang('stimulus', picture, size);
  }, [board, lab, size]);

  useEffect(() => {
    const gestures = new TimelineGestures(lab, () => ({
      size: size.current,
      lanes: lanesOf(lab),
      entries: lab.document.getState().stimulus,
    }));
    return plot.current ? gestures.attach(plot.current) : undefined;
  }, [lab, size]);

  useEffect(
    () =>
      frames.add({
        depends: () => {
          const { time, stimulusEntry } = lab.view.getState();
          return [lab.document.getState().stimulus, time, stimulusEntry];
        },
        paint: () => {
          const lanes = lanesOf(lab);
          plot.current?.setAttribute('aria-label', describeStimulusLanes(lanes, lab.view.getState().time));
          const chosen = lanes.find(({ isChosen }) => isChosen);
          if (said.current && document.activeElement === plot.current) {
            said.current.textContent = chosen ? describeLane(chosen) : '';
          }
        },
      }),
    [frames, lab],
  );

  if (count === 0) return <p className={styles.empty}>No current is injected: add one on the left, or drop a file.</p>;
  return (
    <>
      <div
        ref={plot}
        className={styles.plot}
        style={{ height: lanesHeight(count) }}
        data-track="stimulus"
        data-testid="stimulus-timeline"
        role="application"
        tabIndex={0}
        aria-description="Left and right arrows move the chosen current, with Shift its end, with Alt its start; up and down choose another; plus and minus change how strong it is; Space switches it on and off; Delete removes it"
      >
        <canvas ref={data} className={styles.canvas} aria-hidden="true" />
        <canvas ref={overlay} className={styles.canvas} aria-hidden="true" />
      </div>
      <p ref={said} className="visually-hidden" role="status" />
    </>
  );
}

function lanesOf(lab: Lab): StimulusLane[] {
  const document = lab.document.getState();
  const run = describeRun(document);
  const chosen = shownEntry(document.stimulus, lab.view.getState().stimulusEntry);
  return document.stimulus.map((entry) => {
    const { part, isOn } = entry;
    const receivers = receiversOf(part);
    const level = levelFieldOf(part);
    return {
      name: nameOf(entry),
      receivers: receivers ? describeReceivers(receivers) : `${part.kind === 'array' ? part.n : 0} neurons`,
      isOn,
      isChosen: entry === chosen,
      preview: previewOfPart(part, run, document.stimulus),
      times: part.kind === 'array' ? undefined : { onset: part.onset, offset: part.offset },
      level: level && PART_FIELDS[level].read(part),
    };
  });
}
