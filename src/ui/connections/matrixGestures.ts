import type { Size } from '../../charts/frame.ts';
import { cellAt, matrixLayout, panMatrix, showCell, zoomMatrix } from '../../charts/matrix/matrixView.ts';
import type { MatrixLayout } from '../../charts/matrix/matrixView.ts';
import { blocksAround, cellsBetween, isSameRange, rangeBetween } from '../../model/connectivity/cellRange.ts';
import type { Cell, CellRange } from '../../model/connectivity/cellRange.ts';
import type { PopulationRange } from '../../model/population.ts';
import type { Lab } from '../../store/lab.ts';
import { matrixOf, paintCells } from '../../store/edits/matrixEdits.ts';
import type { MatrixShape, MatrixTools, MatrixToolStore } from '../../store/edits/matrixTools.ts';
import type { FrameLoop } from '../frameLoop.ts';
import { setRange } from './rangeEdits.ts';

/** Pixels that a finger may move before it paints: until then a second one may make it a pinch. */
const FINGER_SLACK = 6;
/** Zoom per wheel pixel; one notch of a mouse wheel (100 px) is a factor of 1.3. */
const ZOOM_PER_PIXEL = 0.0026;
const ZOOM_STEP = 1.5;
/** Pixels of a wheel's line, where it counts in lines. */
const LINE = 16;

interface Point {
  readonly x: number;
  readonly y: number;
}

/** What a pointer that is down does. */
type Press =
  | { readonly kind: 'pan'; last: Point }
  /** A finger that may still become one of two. */
  | { readonly kind: 'waiting'; readonly from: Point }
  | { readonly kind: 'stroke'; readonly gesture: string; last: Cell }
  /** A range from where the pointer went down; over an axis of whole rows or columns. */
  | { readonly kind: 'range'; readonly from: Cell; readonly axis: 'rows' | 'columns' | undefined };

export interface MatrixGesturesParts {
  readonly lab: Lab;
  readonly frames: FrameLoop;
  readonly tools: MatrixToolStore;
  /** The canvas's. */
  readonly size: { readonly current: Size };
  /** Of the synapse type that is shown. */
  readonly type: string;
  readonly populations: readonly PopulationRange[];
  /** Calls back when keys moved the cursor or changed a cell: screen readers say it. */
  readonly onKey: () => void;
}

let strokes = 0;

/**
 * Pointer, wheel and keys on the matrix. Cells that a stroke crosses are collected and reach the document once in a frame: each edit goes
 * to the running worker.
 */
export class MatrixGestures {
  readonly #parts: MatrixGesturesParts;
  readonly #pointers = new Map<number, Point>();
  #press: Press | undefined;
  /** Cells of the stroke that the document has not heard of. */
  #pending: number[] = [];
  #isFlushAsked = false;
  /** What a pinch has spread since the cells grew last. */
  #pinched = 1;
  /** Where a selection by keys began. */
  #anchor: Cell | undefined;
  /** While the space bar is down the pointer pans; true once it did. */
  #isSpaceDown = false;
  #hasPanned = false;

  constructor(parts: MatrixGesturesParts) {
    this.#parts = parts;
  }

  /** Listens on the element that takes the focus, whose size is the canvas's; returns how to stop. */
  attach(surface: HTMLElement): () => void {
    const listening = new AbortController();
    const { signal } = listening;
    surface.addEventListener('pointerdown', (event) => this.#handleDown(event, surface), { signal });
    surface.addEventListener('pointermove', (event) => this.#handleMove(event, surface), { signal });
    surface.addEventListener('pointerup', (event) => this.#handleUp(event), { signal });
    surface.addEventListener('pointercancel', (event) => this.#cancel(event), { signal });
    surface.addEventListener('pointerleave', (event) => this.#handleLeave(event), { signal });
    // Not passive: the wheel zooms instead of scrolling the page.
    surface.addEventListener('wheel', (event) => this.#handleWheel(event, surface), { signal, passive: false });
    surface.addEventListener('keydown', (event) => this.#handleKey(event), { signal });
    surface.addEventListener('keyup', (event) => this.#handleKeyUp(event), { signal });
    surface.addEventListener('focus', () => this.#handleFocus(surface), { signal });
    surface.addEventListener('blur', () => this.#set({ isCursorShown: false }), { signal });
    return () => {
      listening.abort();
      this.#flush();
      this.#parts.lab.view.setState({ hovered: undefined });
    };
  }

  #handleFocus(surface: HTMLElement): void {
    // Who came by keys has to see where they act.
    if (!surface.matches(':focus-visible')) return;
    this.#set({ cursor: this.#tools.cursor ?? { post: 0, pre: 0 }, isCursorShown: true });
  }

  /** Cells `factor` times as large, about the middle; 0: all of the matrix. */
  zoom(factor: number): void {
    const layout = this.#layout;
    if (factor === 0) return this.#set({ view: undefined });
    const { cursor, isCursorShown } = this.#tools;
    const about = isCursorShown && cursor ? middleOf(layout, cursor) : undefined;
    const { x, y } = about ?? { x: (layout.left + layout.right) / 2, y: (layout.top + layout.bottom) / 2 };
    this.#set({ view: zoomMatrix(layout, factor, x, y, devicePixelRatio) });
  }

  get #tools(): MatrixTools {
    return this.#parts.tools.getState();
  }

  get #layout(): MatrixLayout {
    const { populations, size } = this.#parts;
    const n = populations.reduce((sum, { count }) => sum + count, 0);
    return matrixLayout(size.current, n, this.#tools.view, devicePixelRatio);
  }

  #set(changed: Partial<MatrixTools>): void {
    this.#parts.tools.setState(changed);
  }

  #handleDown(event: PointerEvent, surface: HTMLElement): void {
    const at = pointIn(surface, event);
    if (event.button > 1) return;
    surface.setPointerCapture(event.pointerId);
    this.#pointers.set(event.pointerId, at);
    this.#set({ problem: undefined, isCursorShown: false });
    if (this.#pointers.size > 1) {
      this.#endPress(false);
      return;
    }
    if (event.button === 1 || this.#isSpaceDown) {
      event.preventDefault(); // Otherwise a middle button scrolls the page by itself.
      this.#press = { kind: 'pan', last: at };
    } else if (event.pointerType === 'touch') {
      this.#press = { kind: 'waiting', from: at };
    } else {
      this.#begin(at);
    }
  }

  /** What the tool in hand does where it goes down. */
  #begin(at: Point): void {
    const layout = this.#layout;
    const hit = cellAt(layout, at.x, at.y);
    if (hit.post === undefined && hit.pre === undefined) return;
    const from = cellAt(layout, at.x, at.y, true) as Cell;
    const { mode, shape } = this.#tools;
    if (hit.post === undefined || hit.pre === undefined) {
      this.#press = { kind: 'range', from, axis: hit.pre === undefined ? 'rows' : 'columns' };
      this.#stretch(from);
    } else if (shape === 'cell' && mode !== 'select') {
      this.#press = { kind: 'stroke', gesture: `stroke ${++strokes}`, last: from };
      this.#set({ cursor: from, selection: undefined });
      this.#collect([from]);
    } else {
      this.#press = { kind: 'range', from, axis: undefined };
      this.#set({ cursor: from });
      this.#stretch(from);
    }
  }

  #handleMove(event: PointerEvent, surface: HTMLElement): void {
    const at = pointIn(surface, event);
    const before = this.#pointers.get(event.pointerId);
    if (before) this.#pointers.set(event.pointerId, at);
    if (before && this.#pointers.size > 1) {
      this.#pinch(event.pointerId, before, at);
      return;
    }
    const press = this.#press;
    switch (press?.kind) {
      case 'pan':
        this.#set({ view: panMatrix(this.#layout, press.last.x - at.x, press.last.y - at.y) });
        press.last = at;
        this.#hasPanned = true;
        break;
      case 'waiting':
        if (Math.hypot(at.x - press.from.x, at.y - press.from.y) < FINGER_SLACK) return;
        this.#begin(press.from);
        this.#handleMove(event, surface);
        return;
      case 'stroke': {
        // The browser hands over one event a frame; what lay between is in it.
        const passed = event.getCoalescedEvents?.() ?? [];
        for (const one of passed.length > 0 ? passed : [event]) {
          const { x, y } = pointIn(surface, one);
          const cell = cellAt(this.#layout, x, y, true) as Cell;
          this.#collect(cellsBetween(press.last, cell));
          press.last = cell;
        }
        this.#hover(press.last);
        break;
      }
      case 'range': {
        const cell = cellAt(this.#layout, at.x, at.y, true) as Cell;
        this.#stretch(cell);
        this.#hover(press.axis === 'rows' ? { post: cell.post } : press.axis === 'columns' ? { pre: cell.pre } : cell);
        break;
      }
      case undefined:
        this.#hover(cellAt(this.#layout, at.x, at.y));
    }
  }

  #handleUp(event: PointerEvent): void {
    this.#pointers.delete(event.pointerId);
    if (this.#press?.kind === 'waiting') this.#begin(this.#press.from);
    this.#endPress(true);
    if (event.pointerType === 'touch') this.#set({ hovered: this.#tools.cursor ?? {} });
  }

  #handleLeave(event: PointerEvent): void {
    // A finger that was lifted leaves what it painted to be read.
    if (event.pointerType !== 'touch' && !this.#press) this.#hover({});
  }

  #cancel(event: PointerEvent): void {
    this.#pointers.delete(event.pointerId);
    this.#endPress(false);
  }

  /** @param isDone false: a range that was being drawn is given up. */
  #endPress(isDone: boolean): void {
    const press = this.#press;
    this.#press = undefined;
    this.#flush();
    const { preview, mode } = this.#tools;
    if (press?.kind !== 'range') return;
    this.#set({ preview: undefined });
    if (!isDone || !preview) return;
    if (mode === 'select' || press.axis) this.#set({ selection: preview });
    else this.#apply(preview);
  }

  /** Keeps the cell under each finger under it, and shows what both move to. */
  #pinch(pointerId: number, before: Point, to: Point): void {
    const other = [...this.#pointers].find(([id]) => id !== pointerId)?.[1];
    if (!other) return;
    const spread = (point: Point): number => Math.max(10, Math.hypot(point.x - other.x, point.y - other.y));
    this.#set({ view: panMatrix(this.#layout, (before.x - to.x) / 2, (before.y - to.y) / 2) });
    // Cells of whole pixels would swallow the small steps of a pinch: they are collected.
    this.#pinched *= spread(to) / spread(before);
    if (Math.abs(Math.log(this.#pinched)) < 0.12) return;
    const [x, y] = [(to.x + other.x) / 2, (to.y + other.y) / 2];
    this.#set({ view: zoomMatrix(this.#layout, this.#pinched, x, y, devicePixelRatio) });
    this.#pinched = 1;
  }

  /** The range from the press to this cell, as the tool's shape makes it. */
  #stretch(to: Cell): void {
    if (this.#press?.kind !== 'range') return;
    const { from, axis } = this.#press;
    const n = this.#layout.n;
    const all = { first: 0, count: n };
    const between = rangeBetween(from, to);
    const preview =
      axis === 'rows'
        ? { rows: between.rows, columns: all }
        : axis === 'columns'
          ? { rows: all, columns: between.columns }
          : this.#shaped(between);
    if (!isSameRange(preview, this.#tools.preview)) this.#set({ preview });
  }

  /** The cells of the tool's shape that go with a range. */
  #shaped(range: CellRange, shape: MatrixShape = this.#tools.shape): CellRange {
    const blocks = blocksAround(this.#parts.populations, range);
    switch (shape) {
      case 'cell':
      case 'rectangle':
        return range;
      case 'row':
        return { rows: range.rows, columns: blocks.columns };
      case 'column':
        return { rows: blocks.rows, columns: range.columns };
      case 'block':
        return blocks;
    }
  }

  #hover(hovered: Partial<Cell>): void {
    const before = this.#tools.hovered;
    if (before.post === hovered.post && before.pre === hovered.pre) return;
    const { shape } = this.#tools;
    const isWhole = hovered.post !== undefined && hovered.pre !== undefined;
    const isShape = shape === 'row' || shape === 'column' || shape === 'block';
    const cell = hovered as Cell;
    if (!this.#press) this.#set({ preview: isWhole && isShape ? this.#shaped(rangeBetween(cell, cell)) : undefined });
    this.#set({ hovered });
    this.#parts.lab.view.setState({ hovered: hovered.pre ?? hovered.post });
  }

  #collect(cells: readonly Cell[]): void {
    const { n } = this.#layout;
    for (const { post, pre } of cells) this.#pending.push(post * n + pre);
    if (this.#isFlushAsked) return;
    this.#isFlushAsked = true;
    this.#parts.frames.schedule(() => this.#flush());
  }

  #flush(): void {
    this.#isFlushAsked = false;
    if (this.#pending.length === 0) return;
    const cells = Uint32Array.from(this.#pending);
    this.#pending = [];
    const { lab, type } = this.#parts;
    const { mode, weight } = this.#tools;
    const gesture = this.#press?.kind === 'stroke' ? this.#press.gesture : `stroke ${strokes}`;
    this.#set({ problem: paintCells(lab, type, cells, mode === 'erase' ? 0 : weight, gesture) });
  }

  #apply(range: CellRange): void {
    const { lab, type, populations } = this.#parts;
    const { mode, weight } = this.#tools;
    this.#set({ problem: setRange(lab, type, populations, range, mode === 'erase' ? 0 : weight) });
  }

  #handleWheel(event: WheelEvent, surface: HTMLElement): void {
    event.preventDefault();
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE : 1;
    const layout = this.#layout;
    const { x, y } = pointIn(surface, event);
    if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
      const [dx, dy] = event.shiftKey && event.deltaX === 0 ? [event.deltaY, 0] : [event.deltaX, event.deltaY];
      this.#set({ view: panMatrix(layout, dx * unit, dy * unit) });
    } else {
      // A pinch on a touch pad arrives as a wheel with the control key and small steps.
      const strength = event.ctrlKey ? 4 : 1;
      const factor = Math.exp(-event.deltaY * unit * strength * ZOOM_PER_PIXEL);
      this.#set({ view: zoomMatrix(layout, factor, x, y, devicePixelRatio) });
    }
    this.#hover(cellAt(this.#layout, x, y));
  }

  #handleKey(event: KeyboardEvent): void {
    if (event.altKey) return;
    const isTaken = event.ctrlKey || event.metaKey ? this.#handleControlKey(event) : this.#handlePlainKey(event);
    if (isTaken) event.preventDefault(); // The page's own shortcuts leave it alone then.
  }

  #handleControlKey(event: KeyboardEvent): boolean {
    const last = this.#layout.n - 1;
    switch (event.key) {
      case 'Home':
        this.#moveTo({ post: 0, pre: 0 }, event.shiftKey);
        return true;
      case 'End':
        this.#moveTo({ post: last, pre: last }, event.shiftKey);
        return true;
      case 'a':
        this.#set({ selection: { rows: { first: 0, count: last + 1 }, columns: { first: 0, count: last + 1 } } });
        this.#parts.onKey();
        return true;
      default:
        // Copying and pasting arrive as events of the clipboard.
        return false;
    }
  }

  #handlePlainKey(event: KeyboardEvent): boolean {
    const cursor = this.#tools.cursor ?? { post: 0, pre: 0 };
    const { shiftKey } = event;
    const move = (post: number, pre: number): boolean => {
      this.#moveTo({ post, pre }, shiftKey);
      return true;
    };
    const { rows, columns } = blocksAround(this.#parts.populations, rangeBetween(cursor, cursor));
    switch (event.key) {
      case 'ArrowUp':
        return move(cursor.post - 1, cursor.pre);
      case 'ArrowDown':
        return move(cursor.post + 1, cursor.pre);
      case 'ArrowLeft':
        return move(cursor.post, cursor.pre - 1);
      case 'ArrowRight':
        return move(cursor.post, cursor.pre + 1);
      case 'Home':
        return move(cursor.post, cursor.pre === columns.first ? 0 : columns.first);
      case 'End': {
        const last = columns.first + columns.count - 1;
        return move(cursor.post, cursor.pre === last ? this.#layout.n - 1 : last);
      }
      case 'PageUp':
        return move(cursor.post === rows.first ? rows.first - 1 : rows.first, cursor.pre);
      case 'PageDown':
        return move(rows.first + rows.count, cursor.pre);
      case 'Enter':
        this.#act(cursor);
        return true;
      case ' ':
        this.#isSpaceDown = true;
        return true;
      case 'Delete':
      case 'Backspace':
        this.#erase(cursor);
        return true;
      case '+':
      case '=':
        this.zoom(ZOOM_STEP);
        return true;
      case '-':
        this.zoom(1 / ZOOM_STEP);
        return true;
      case '0':
        this.zoom(0);
        return true;
      case 'Escape': {
        const { selection, preview } = this.#tools;
        this.#press = undefined;
        this.#set({ selection: undefined, preview: undefined });
        return selection !== undefined || preview !== undefined;
      }
      default:
        return this.#takeTool(event.key.toLowerCase());
    }
  }

  #handleKeyUp(event: KeyboardEvent): void {
    if (event.key !== ' ' || !this.#isSpaceDown) return;
    this.#isSpaceDown = false;
    if (!this.#hasPanned) this.#act(this.#tools.cursor ?? { post: 0, pre: 0 });
    this.#hasPanned = false;
  }

  #takeTool(key: string): boolean {
    const tool = TOOL_KEYS[key];
    if (tool) this.#set({ ...tool, preview: undefined });
    return tool !== undefined;
  }

  #moveTo(to: Cell, isSelecting: boolean): void {
    const { n } = this.#layout;
    const within = (index: number): number => Math.max(0, Math.min(n - 1, index));
    const before = this.#tools.cursor;
    // The first key finds the cursor where it is, so that it can be seen first.
    const isFirst = before === undefined || !this.#tools.isCursorShown;
    const cursor = isFirst ? (before ?? { post: 0, pre: 0 }) : { post: within(to.post), pre: within(to.pre) };
    if (isSelecting) this.#anchor ??= before ?? cursor;
    else this.#anchor = undefined;
    const selection = this.#anchor ? rangeBetween(this.#anchor, cursor) : this.#tools.selection;
    this.#set({ cursor, isCursorShown: true, selection, hovered: {}, preview: undefined });
    const shown = showCell(this.#layout, cursor);
    if (shown !== this.#layout.view && this.#tools.view) this.#set({ view: shown });
    this.#parts.lab.view.setState({ hovered: cursor.pre });
    this.#parts.onKey();
  }

  /** What Enter does: the cell's synapse is made or taken away; with another shape than a cell the tool is applied. */
  #act(cursor: Cell): void {
    const { lab, type } = this.#parts;
    const { mode, shape, weight, selection, isCursorShown } = this.#tools;
    if (!isCursorShown) return this.#moveTo(cursor, false);
    if (mode === 'select') {
      this.#set({ selection: this.#shaped(rangeBetween(cursor, cursor)) });
    } else if (this.#anchor && selection) {
      this.#apply(selection);
    } else if (shape === 'cell' || shape === 'rectangle') {
      const { n } = this.#layout;
      const isThere = matrixOf(lab, type).rows[cursor.post]![cursor.pre] !== 0;
      const cell = Uint32Array.of(cursor.post * n + cursor.pre);
      const next = mode === 'erase' || isThere ? 0 : weight;
      this.#set({ problem: paintCells(lab, type, cell, next, `stroke ${++strokes}`) });
    } else {
      this.#apply(this.#shaped(rangeBetween(cursor, cursor)));
    }
    this.#parts.onKey();
  }

  #erase(cursor: Cell): void {
    const { lab, type, populations } = this.#parts;
    const range = this.#tools.selection ?? rangeBetween(cursor, cursor);
    this.#set({ problem: setRange(lab, type, populations, range, 0) });
    this.#parts.onKey();
  }
}

/** Letters that take a tool in hand. */
const TOOL_KEYS: Readonly<Record<string, Partial<Pick<MatrixTools, 'mode' | 'shape'>>>> = {
  p: { mode: 'paint' },
  e: { mode: 'erase' },
  s: { mode: 'select' },
  c: { shape: 'cell' },
  r: { shape: 'rectangle' },
  h: { shape: 'row' },
  v: { shape: 'column' },
  b: { shape: 'block' },
};

function pointIn(surface: HTMLElement, event: MouseEvent): Point {
  const { left, top } = surface.getBoundingClientRect();
  return { x: event.clientX - left, y: event.clientY - top };
}

function middleOf({ left, top, view }: MatrixLayout, { post, pre }: Cell): Point {
  return { x: left + (pre + 0.5 - view.column) * view.cell, y: top + (post + 0.5 - view.row) * view.cell };
}
