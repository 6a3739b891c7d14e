import type { SynapseCounts } from '../../model/connectivity/synapseCounter.ts';
import type { SynapseType } from '../../model/model.ts';
import type { PopulationRange } from '../../model/population.ts';

interface Point {
  readonly x: number;
  readonly y: number;
}

/** A population on the picture of the network. */
export interface NetworkNode extends Point {
  readonly name: string;
  readonly population: number;
  readonly count: number;
  readonly radius: number;
}

/** All synapses of one type from one population to another. */
export interface NetworkLink {
  readonly type: SynapseType;
  readonly from: string;
  readonly to: string;
  readonly synapses: number;
  /** SVG path, without its head. */
  readonly path: string;
  /** The head: a triangle where it excites, a bar where it inhibits. */
  readonly head: string;
  /** Where the number stands. */
  readonly label: Point;
  readonly width: number;
}

export const PICTURE = { width: 300, height: 112 } as const;

const RADIUS = { least: 13, most: 27 } as const;
/** How far links bend aside, and those of another type between the same populations further on. */
const BEND = 30;
const BEND_MORE = 26;
/** How far a loop goes beyond its population. */
const LOOP = 40;
const WIDTH = { least: 1.25, most: 5 } as const;
/** Between a population's edge and what touches it. */
const AIR = 3;

/** Where populations stand: on a line for two, else on a circle, the first at the left. */
export function networkNodes(populations: readonly PopulationRange[]): NetworkNode[] {
  const n = populations.reduce((sum, { count }) => sum + count, 0);
  const held = populations.map((range, population) => ({ ...range, population })).filter(({ count }) => count > 0);
  const { width, height } = PICTURE;
  return held.map(({ name, population, count }, place) => {
    const angle = Math.PI + (2 * Math.PI * place) / held.length;
    const isAlone = held.length === 1;
    return {
      name,
      population,
      count,
      radius: RADIUS.least + (RADIUS.most - RADIUS.least) * Math.sqrt(count / n),
      x: width / 2 + (isAlone ? 0 : Math.cos(angle) * width * 0.24),
      y: height / 2 + (isAlone ? 0 : Math.sin(angle) * height * 0.24),
    };
  });
}

/** The links that there are, and those that the model has and that were silenced, with 0 synapses. */
export function networkLinks(
  nodes: readonly NetworkNode[],
  matrices: readonly { readonly type: SynapseType; readonly counts: SynapseCounts }[],
): NetworkLink[] {
  const most = Math.max(1, ...matrices.flatMap(({ counts }) => counts.blocks.map(({ synapses }) => synapses)));
  const drawn = new Map<string, number>();
  return matrices.flatMap(({ type, counts }) =>
    counts.blocks.flatMap(({ from, to, synapses }): NetworkLink[] => {
      const [a, b] = [from, to].map((name) => nodes.find((node) => node.name === name));
      const isOfModel = type.from.includes(from) && type.to.includes(to);
      if (!a || !b || (synapses === 0 && !isOfModel)) return [];
      const key = `${from} ${to}`;
      const before = drawn.get(key) ?? 0;
      drawn.set(key, before + 1);
      const width = WIDTH.least + (WIDTH.most - WIDTH.least) * Math.sqrt(synapses / most);
      const shape = a === b ? loop(a, nodes, before) : bow(a, b, BEND + before * BEND_MORE);
      return [{ type, from, to, synapses, width, ...shapeOf(shape, type.sign, width) }];
    }),
  );
}

/** A curve that ends at a population's edge, coming from a direction. */
interface Curve {
  readonly start: Point;
  readonly controls: readonly Point[];
  readonly end: Point;
  /** Unit vector along the end of the curve. */
  readonly along: Point;
  readonly label: Point;
}

function bow(a: NetworkNode, b: NetworkNode, bend: number): Curve {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const length = Math.hypot(dx, dy);
  // To the left of the way: there and back lie on two sides.
  const aside = { x: dy / length, y: -dx / length };
  const control = { x: (a.x + b.x) / 2 + aside.x * bend, y: (a.y + b.y) / 2 + aside.y * bend };
  const start = towards(a, control, a.radius + AIR);
  const end = towards(b, control, b.radius + AIR);
  return {
    start,
    controls: [control],
    end,
    along: unit(control, end),
    label: { x: control.x - aside.x * (bend / 2 - 13), y: control.y - aside.y * (bend / 2 - 13) },
  };
}

/** Away from the other populations; upwards where it is alone. */
function loop(node: NetworkNode, nodes: readonly NetworkNode[], before: number): Curve {
  const centre = { x: PICTURE.width / 2, y: PICTURE.height / 2 };
  const away = nodes.length === 1 ? { x: 1, y: 0 } : unit(centre, node);
  const reach = LOOP + before * 24;
  const turned = (angle: number, distance: number): Point => ({
    x: node.x + distance * (away.x * Math.cos(angle) - away.y * Math.sin(angle)),
    y: node.y + distance * (away.x * Math.sin(angle) + away.y * Math.cos(angle)),
  });
  const edge = node.radius + AIR;
  const [start, end] = [turned(-0.62, edge), turned(0.62, edge)];
  const controls = [turned(-0.72, edge + reach), turned(0.72, edge + reach)];
  const middle = turned(0, edge + reach * 0.5);
  // Above the loop, where nothing else is.
  const label = { x: middle.x, y: middle.y - (nodes.length === 2 ? 29 : 22) };
  return { start, controls, end, along: unit(controls[1]!, end), label };
}

function shapeOf(
  { start, controls, end, along, label }: Curve,
  sign: SynapseType['sign'],
  width: number,
): Pick<NetworkLink, 'path' | 'head' | 'label'> {
  const across = { x: -along.y, y: along.x };
  const at = (forward: number, sideways: number): string =>
    text({ x: end.x + along.x * forward + across.x * sideways, y: end.y + along.y * forward + across.y * sideways });
  const half = 3.5 + width * 0.9;
  const length = sign === 'excitatory' ? half * 1.7 : 2.5;
  const stop = { x: end.x - along.x * length * 0.8, y: end.y - along.y * length * 0.8 };
  const curve = controls.length === 2 ? 'C' : 'Q';
  return {
    path: `M ${text(start)} ${curve} ${controls.map(text).join(' ')} ${text(stop)}`,
    head:
      sign === 'excitatory'
        ? `M ${at(0, 0)} L ${at(-length, half)} L ${at(-length, -half)} Z`
        : `M ${at(0, half + 1)} L ${at(0, -half - 1)} L ${at(-2.5, -half - 1)} L ${at(-2.5, half + 1)} Z`,
    label,
  };
}

function unit(from: Point, to: Point): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  return { x: (to.x - from.x) / length, y: (to.y - from.y) / length };
}

function towards(from: Point, to: Point, distance: number): Point {
  const { x, y } = unit(from, to);
  return { x: from.x + x * distance, y: from.y + y * distance };
}

function text({ x, y }: Point): string {
  return `${x.toFixed(1)} ${y.toFixed(1)}`;
}
