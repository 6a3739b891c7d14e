import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { THEMES } from './chartTheme.ts';
import {
  describeStimulusLanes,
  drawStimulusLanes,
  laneHitAt,
  lanesHeight,
  levelPerPixel,
} from './drawStimulusLanes.ts';
import type { StimulusLane } from './drawStimulusLanes.ts';
import { FakePath, fakeFrame, overlaps } from './testing/fakeCanvas.ts';
import { xOfTime } from './timeView.ts';

beforeEach(() => vi.stubGlobal('Path2D', FakePath));
afterEach(() => vi.unstubAllGlobals());

const VIEW = { start: 0, end: 100 };

/** 10 µA/cm² from 20 to 60 ms. */
function lane(more: Partial<StimulusLane> = {}): StimulusLane {
  const current = Float32Array.from({ length: 100 }, (_, ms) => (ms >= 20 && ms < 60 ? 10 : 0));
  return {
    name: 'Step',
    receivers: 'neurons 10-20',
    isOn: true,
    isChosen: false,
    preview: { interval: 1, min: current, max: current, mean: current, driven: 11, n: 120 },
    times: { onset: 20, offset: 60 },
    level: 10,
    ...more,
  };
}

const LANES = [lane({ name: 'Odour pulse' }), lane({ isChosen: true })];
const SIZE = { width: 900, height: lanesHeight(LANES.length) };
const second = lanesHeight(1) + lanesHeight(1) / 2;

function partAt(time: number, y: number, lanes: readonly StimulusLane[] = LANES, size = SIZE): string | undefined {
  return laneHitAt(size, lanes, VIEW, xOfTime(size, VIEW, time), y)?.part;
}

test('a press takes hold of an edge, of the body, or of nothing beside it, in the lane that it is on', () => {
  expect([0, 20, 25, 50, 60, 90].map((time) => partAt(time, second))).toEqual([
    'beside',
    'onset',
    'body',
    'body',
    'offset',
    'beside',
  ]);
  expect(laneHitAt(SIZE, LANES, VIEW, 400, 5)?.lane).toBe(0);
  expect(laneHitAt(SIZE, LANES, VIEW, 400, second)?.lane).toBe(1);
  expect(laneHitAt(SIZE, LANES, VIEW, 400, SIZE.height + 1)).toBeUndefined();
});

test('the handle of the amplitude is that of the chosen lane alone', () => {
  const heights = Array.from({ length: lanesHeight(1) }, (_, y) => y);
  expect(heights.some((y) => partAt(40, lanesHeight(1) + y) === 'level')).toBe(true);
  expect(heights.some((y) => partAt(40, y) === 'level')).toBe(false);
  // It is in view even where the middle of the current is not.
  const view = { start: 50, end: 100 };
  const x = xOfTime(SIZE, view, 55);
  expect(heights.some((y) => laneHitAt(SIZE, LANES, view, x, lanesHeight(1) + y)?.part === 'level')).toBe(true);
});

test('a current of no length can be made longer, and a short one moved', () => {
  const none = [lane({ times: { onset: 50, offset: 50 } })];
  expect(partAt(50.1, 20, none)).toBe('offset');
  const short = [lane({ times: { onset: 50, offset: 51 } })];
  expect(partAt(50.5, 20, short)).toBe('body');
});

test('fingers get wider edges', () => {
  const phone = { width: 390, height: 100 };
  const x = xOfTime(phone, VIEW, 60) + 10;
  expect(laneHitAt(phone, LANES, VIEW, x, second)?.part).toBe('offset');
  expect(laneHitAt(SIZE, LANES, VIEW, xOfTime(SIZE, VIEW, 60) + 10, second)?.part).toBe('beside');
});

test('a drag over the whole height of a lane is about its largest current', () => {
  expect(levelPerPixel(LANES[0]!) * lanesHeight(1)).toBeGreaterThan(10);
  expect(levelPerPixel(LANES[0]!) * lanesHeight(1)).toBeLessThan(20);
});

test('no text covers another at 1280 and 390 px, with one current and with many, whatever their sign', () => {
  const low = lane().preview.max.map((value) => -value);
  const negative = lane({ preview: { ...lane().preview, min: low, max: new Float32Array(100), mean: low } });
  const long = lane({ name: 'Injection 12', receivers: 'neurons 1, 3, 5, 7, 9, 11, 13, 15, 17, 19 …', isOn: false });
  for (const width of [1280, 390]) {
    for (const lanes of [[lane()], [negative, long, ...LANES]]) {
      const { frame, drawn } = fakeFrame(width, lanesHeight(lanes.length));
      drawStimulusLanes(frame, lanes, VIEW, THEMES.dark);
      expect(overlaps(drawn.texts), `${width}`).toEqual([]);
    }
  }
});

test('the sentence for screen readers names each current, when it flows, and into whom', () => {
  expect(describeStimulusLanes([lane({ isChosen: true }), lane({ isOn: false, times: undefined })], VIEW)).toBe(
    'Timeline of the stimulus from 0 to 100 ms: Step, 20 to 60 ms, into neurons 10-20, chosen; ' +
      'Step, into neurons 10-20, switched off.',
  );
  expect(describeStimulusLanes([], VIEW)).toContain('no current');
});
