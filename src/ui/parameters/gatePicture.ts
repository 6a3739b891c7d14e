import type { GateCurve, GateDots, GatePicture } from '../../charts/drawGateCurves.ts';
import type * as compilation from '../../compiler/gateCurves.ts';
import type { GateCurves } from '../../compiler/gateCurves.ts';
import type { NetworkDescription } from '../../model/description.ts';
import type { NetworkModel } from '../../model/model.ts';
import { valueOfNeuron, valuesOf } from '../../model/parameters/parameterValues.ts';
import type { NeuronState } from '../../store/stateReader.ts';

/** The part of a model that a parameter belongs to, as far as it has gates. */
export interface GatedPart {
  /** 'I_Na'. */
  readonly title: string;
  /** Why there are no gates, where there are none. */
  readonly why: string;
  readonly gates: readonly GateCurves[];
  /** Whose neurons open and close them. */
  readonly populations: readonly string[];
}

/** The part that a parameter belongs to; its gates may be none. */
export function partOf(model: NetworkModel, symbol: string, compiler: typeof compilation): GatedPart {
  const having = (name: string): string[] =>
    model.populations.filter(({ currents }) => currents.includes(name)).map((population) => population.name);
  const ofCurrent = (name: string, title: string): GatedPart => ({
    title: `I_${name}`,
    why: `The ${title} current has no gates: nothing to draw over V.`,
    gates: compiler.gateCurvesOf(model, name),
    populations: having(name),
  });
  const current = model.currents.find(({ parameters }) => symbol in parameters);
  if (current) return ofCurrent(current.name, current.title);
  const substance = model.concentrations.find(({ parameters }) => symbol in parameters);
  if (substance) {
    const gated = model.currents.find(({ name }) =>
      compiler.gateCurvesOf(model, name).some(({ variable }) => variable === substance.name),
    );
    return gated
      ? ofCurrent(gated.name, gated.title)
      : { title: substance.name, why: `No gate depends on ${substance.title}.`, gates: [], populations: [] };
  }
  const type = model.synapses.find(({ parameters }) => symbol in parameters);
  if (type) {
    const open = compiler.openFractionCurvesOf(model, type.name);
    const why = `The ${type.title} synapses release a pulse at every spike: nothing to draw over V.`;
    return { title: type.name, why, gates: open ? [open] : [], populations: type.from };
  }
  return { title: 'V', why: 'The membrane has no gates: nothing to draw over V.', gates: [], populations: [] };
}

/** mV. */
const VOLTAGES = { from: -100, to: 60 } as const;
/** Of a concentration: from here to where the run would be stopped, in its unit. */
const LEAST_CONCENTRATION = 1e-5;
const POINTS = 161;
/** Where neurons differ, so many of them stand for all. */
const MOST_OF_MANY = 7;

/** The curves of a part with the values that the network has now; the neurons come in by `withDots`. */
export function gatePicture(model: NetworkModel, network: NetworkDescription, part: GatedPart): GatePicture {
  const variable = variableOf(model, part.gates[0]!.variable);
  const x = Float64Array.from({ length: POINTS }, (_, k) => {
    const place = k / (POINTS - 1);
    const { from, to, isLog } = variable;
    return isLog ? from * (to / from) ** place : from + (to - from) * place;
  });
  const curves = part.gates.flatMap((gate, index) => curvesOfGate(network, part, gate, index, x));
  return { title: part.title, variable, x, curves, dots: [], time: undefined };
}

/** The picture with the neurons of a state. */
export function withDots(picture: GatePicture, part: GatedPart, state: NeuronState | undefined): GatePicture {
  if (!state) return picture;
  const dots = part.gates.flatMap(({ name, variable }, index): GateDots[] => {
    const [gate, x] = [state.neurons[name], state.neurons[variable]];
    if (!gate || !x) return [];
    return state.populations.flatMap(({ name: population, first, count }, p) =>
      part.populations.includes(population) && count > 0
        ? {
            index,
            population: p,
            name: population,
            x: x.subarray(first, first + count),
            gate: gate.subarray(first, first + count),
          }
        : [],
    );
  });
  return { ...picture, dots, time: dots.length > 0 ? state.time : undefined };
}

function variableOf(model: NetworkModel, name: string): GatePicture['variable'] {
  const substance = model.concentrations.find((one) => one.name === name);
  if (!substance) return { name: 'V', unit: 'mV', isLog: false, ...VOLTAGES };
  return {
    name: `[${name}]`,
    unit: substance.unit,
    isLog: true,
    from: LEAST_CONCENTRATION,
    to: substance.bounds[1],
  };
}

/** One curve for all populations that agree, else one for each, or for some of the neurons where those differ. */
function curvesOfGate(
  network: NetworkDescription,
  part: GatedPart,
  gate: GateCurves,
  index: number,
  x: Float64Array,
): GateCurve[] {
  const values = new Map(gate.parameters.map((symbol) => [symbol, valuesOf(network, symbol)]));
  const [any] = values.values();
  const ranges = (any ?? valuesOf(network, 'C_m')).populations;
  const shared = { gate: gate.symbol, index };
  const curves = part.populations.flatMap((name): GateCurve[] => {
    const p = ranges.findIndex((range) => range.name === name);
    const { first, count } = ranges[p]!;
    if (count === 0) return [];
    const isUniform = [...values.values()].every(({ values: own }) => typeof own[p] !== 'object');
    const many = isUniform ? 1 : Math.min(count, MOST_OF_MANY);
    return Array.from({ length: many }, (_, k) => {
      const neuron = first + (many > 1 ? Math.round((k * (count - 1)) / (many - 1)) : 0);
      const { inf, tau } = gate.evaluate(x, (symbol) => valueOfNeuron(values.get(symbol)!, neuron) ?? NaN);
      return {
        ...shared,
        population: p,
        of: isUniform ? name : `${name} ${neuron}`,
        inf,
        tau,
        isOneOfMany: !isUniform,
      };
    });
  });
  const [first] = curves;
  const isSame = curves.every(
    ({ inf, tau, isOneOfMany }) =>
      !isOneOfMany &&
      inf.every((value, k) => value === first!.inf[k]) &&
      tau.every((value, k) => value === first!.tau[k]),
  );
  if (!first || !isSame || curves.length < 2) return curves;
  return [{ ...first, population: undefined, of: curves.map(({ of }) => of).join(' and ') }];
}
