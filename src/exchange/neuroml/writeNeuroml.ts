import type { Experiment } from '../../experiment/experiment.ts';
import { slugOf } from '../../files/slugOf.ts';
import { writeZip } from '../../files/zip.ts';
import type { Current } from '../../model/model.ts';
import type { ExportFile } from '../exportFile.ts';
import { prepareRun, type ExportedRun } from '../exportedRun.ts';
import { listDifferences } from '../provenance.ts';
import { postsynapticNeurons } from '../postsynapticNeurons.ts';
import { readOhmicCurrent, readPool, writeChannel, type OhmicCurrent, type Values } from './channels.ts';
import { CYLINDER, tidy } from './geometry.ts';
import { writeInputs, type Inputs } from './inputs.ts';
import { writeSynapse, writeSynapseType, type SynapseKind } from './synapses.ts';
import { element, writeXml, type Element } from './xml.ts';

const NAMESPACE = 'http://www.neuroml.org/schema/neuroml2';
const SCHEMA = `${NAMESPACE} https://raw.github.com/NeuroML/NeuroML2/development/Schemas/NeuroML2/NeuroML_v2.3.xsd`;

const NOTES = [
  'Channels and cells are NeuroML 2: gates are gateHHtauInf whose steady states and time courses are ComponentTypes. Currents and ' +
    'conductances are densities in the lab; here every cell is a cylinder with 1000 µm² of membrane.',
  'NeuroML has no graded GABA_A synapse with a saturating open fraction, and no pulse of transmitter: the synapses are ComponentTypes of ' +
    'LEMS in the file LEMS_….xml, for which a simulator has to read LEMS, and for the graded ones its InstanceRequirement (jNeuroML).',
  'Gates start at their steady states, [Ca] at rest and V at one value in each population: NeuroML has no initial state of every variable.',
  'The pulse of transmitter lasts its t_max from the spike on; in the lab the stages of Runge-Kutta make it about a step shorter.',
  'RK4 at 0.01 ms is near its stability limit here: a simulator with a simpler method needs a shorter step.',
];

/**
 * The run as an archive of two files: the network in NeuroML 2, and LEMS_….xml with the types of synapses and currents that NeuroML does not
 * have and the simulation. `notes` say what neither can.
 * @throws RangeError with a sentence where the experiment does not fit together, or an equation has a form that NeuroML does not take.
 */
export function writeNeuroml(experiment: Experiment): ExportFile {
  const exported = prepareRun(experiment);
  const stem = `${slugOf(experiment.title).replaceAll('-', '_')}`;
  const id = /^[a-z]/.test(stem) ? stem : `run_${stem}`;
  const inputs = writeInputs(exported);
  const notes = [...NOTES, ...inputs.notes];
  if ((exported.run.probes?.length ?? 0) > 0) notes.push('The probes of the run are left out.');
  const cells = writeCells(exported);
  const synapses = writeConnections(exported, cells.places);
  const comments = [
    `${experiment.title}, written by NerveFlow Lab ${exported.version}. Seed ${exported.run.network.seed}.`,
    ...listDifferences(exported).map((line) => `Differs from the model: ${line}`),
    ...notes,
  ];
  const network = element('network', { id: `${id}_network` }, [
    ...cells.populations,
    ...synapses.projections,
    ...synapses.continuous,
    ...inputLists(inputs, cells.places),
  ]);
  const neuroml = element(
    'neuroml',
    {
      xmlns: NAMESPACE,
      'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
      'xsi:schemaLocation': SCHEMA,
      id,
    },
    [
      element('notes', {}, [experiment.title]),
      ...cells.channels,
      ...cells.pools,
      ...synapses.silent,
      ...cells.cells,
      ...inputs.generators,
      network,
      ...cells.types,
    ],
  );
  const main = writeXml(lemsOf(exported, id, inputs, synapses, cells), comments);
  const bytes = writeZip({ [`${id}/${id}.net.nml`]: writeXml(neuroml, comments), [`${id}/LEMS_${id}.xml`]: main });
  return { name: `${id}_neuroml.zip`, bytes, notes };
}

/** Where a neuron stands in NeuroML: in which population, at which place. */
interface Place {
  readonly population: string;
  readonly cell: string;
  readonly index: number;
}

interface Cells {
  readonly channels: readonly Element[];
  readonly types: readonly Element[];
  readonly pools: readonly Element[];
  readonly cells: readonly Element[];
  readonly populations: readonly Element[];
  /** By neuron. */
  readonly places: readonly Place[];
}

/** Neurons that have the same parameters are one population of one cell. */
function writeCells(exported: ExportedRun): Cells {
  const { network, system, experiment } = exported;
  const { model } = network;
  const written = { channels: [] as Element[], types: [] as Element[], pools: [] as Element[], cells: [] as Element[] };
  const populations: Element[] = [];
  const places: Place[] = [];
  /** Ids of channels and pools by what they are made of. */
  const known = new Map<string, string>();
  const ofSynapses = new Set(model.synapses.flatMap(({ parameters }) => Object.keys(parameters)));

  network.populations.forEach(({ name, first, count }, p) => {
    const equations = system.neurons[p]!;
    const own = equations.parameters.filter((symbol) => !ofSynapses.has(symbol));
    const { currents, concentrations } = model.populations[p]!;
    const groups = new Map<string, number[]>();
    for (let i = first; i < first + count; i++) {
      const key = own.map((symbol) => network.parameters[symbol]![i]!).join();
      groups.set(key, [...(groups.get(key) ?? []), i]);
    }
    [...groups.values()].forEach((neurons, k) => {
      const suffix = groups.size === 1 ? name : `${name}_${k}`;
      const values: Values = Object.fromEntries(
        own.map((symbol) => [symbol, network.parameters[symbol]![neurons[0]!]!]),
      );
      const idOf = (base: string, symbols: readonly string[], write: (id: string) => void): string => {
        const key = [base, ...symbols.map((symbol) => `${symbol}=${values[symbol]}`)].join();
        const there = known.get(key);
        if (there !== undefined) return there;
        const isFirst = ![...known.values()].includes(base);
        const id = isFirst ? base : `${base}_${suffix}`;
        known.set(key, id);
        write(id);
        return id;
      };
      const pools = concentrations.map((concentration) => ({ concentration, ...readPool(model, concentration) }));
      const ionOf = (current: string): string =>
        pools.find((pool) => pool.current === current)?.concentration.toLowerCase() ?? 'non_specific';
      const densities = currents.map((currentName) => {
        const current = model.currents.find((one) => one.name === currentName)!;
        const ohmic = ohmicOf(current);
        const gating = Object.keys(current.parameters).filter(
          (symbol) => !ohmic.conductance.includes(symbol) && symbol !== ohmic.reversal,
        );
        // A factor of the conductance can be one of the gates' time constants too.
        const baked = own.filter((symbol) => gating.includes(symbol) || usedInGates(current, symbol));
        const channel = idOf(`${currentName}_channel`, baked, (id) => {
          const one = writeChannel(current, equations, ohmic, concentrations, values, id, ionOf(currentName));
          written.channels.push(one.channel);
          written.types.push(...one.types);
        });
        const density = ohmic.conductance.reduce((product, symbol) => product * values[symbol]!, 1);
        return element('channelDensity', {
          id: `${currentName}_all`,
          ionChannel: channel,
          condDensity: `${tidy(density)} mS_per_cm2`,
          erev: `${values[ohmic.reversal]} mV`,
          ion: ionOf(currentName),
        });
      });
      const species = pools.map(({ concentration, factor, rest, tau }) => {
        const ion = concentration.toLowerCase();
        const pool = idOf(`${concentration}_pool`, [factor, rest, tau], (id) =>
          written.pools.push(
            element('fixedFactorConcentrationModel', {
              id,
              ion,
              restingConc: `${values[rest]} mM`,
              decayConstant: `${values[tau]} ms`,
              // mM·cm²/(ms·µA) = 10⁻⁶ mol/(cm·µA·ms)
              rho: `${tidy(values[factor]! * 1e-6)} mol_per_cm_per_uA_per_ms`,
            }),
          ),
        );
        return element('species', {
          id: ion,
          ion,
          concentrationModel: pool,
          initialConcentration: `${values[rest]} mM`,
          // Of no effect: reversal potentials are given.
          initialExtConcentration: '2 mM',
        });
      });
      const V = mean(neurons.map((i) => network.initialState.neurons['V']![i]!));
      const cell = `${suffix}_cell`;
      written.cells.push(
        element('cell', { id: cell }, [
          element('notes', {}, [`${model.populations[p]!.title} of ${experiment.title}`]),
          element('morphology', { id: `${suffix}_morphology` }, [
            element('segment', { id: 0, name: 'soma' }, [
              element('proximal', { x: 0, y: 0, z: 0, diameter: CYLINDER }),
              element('distal', { x: 0, y: CYLINDER, z: 0, diameter: CYLINDER }),
            ]),
          ]),
          element('biophysicalProperties', { id: `${suffix}_properties` }, [
            element('membraneProperties', {}, [
              ...densities,
              element('spikeThresh', { value: `${model.membrane.firingThreshold} mV` }),
              element('specificCapacitance', { value: `${values['C_m']} uF_per_cm2` }),
              element('initMembPotential', { value: `${tidy(V)} mV` }),
            ]),
            element('intracellularProperties', {}, [...species, element('resistivity', { value: '0.1 kohm_cm' })]),
          ]),
        ]),
      );
      neurons.forEach((i, index) => (places[i] = { population: suffix, cell, index }));
      populations.push(
        element(
          'population',
          { id: suffix, component: cell, size: neurons.length, type: 'populationList' },
          neurons.map((i, index) =>
            element('instance', { id: index }, [element('location', { x: 50 * (i - first), y: 100 * p, z: 0 })]),
          ),
        ),
      );
    });
  });
  return { ...written, populations, places };
}

function ohmicOf(current: Current): OhmicCurrent {
  return readOhmicCurrent(current.current, Object.keys(current.gates ?? {}), Object.keys(current.parameters));
}

function usedInGates({ gates = {}, definitions = {} }: Current, symbol: string): boolean {
  const texts = [...Object.values(gates).flatMap(({ inf, tau }) => [inf, tau]), ...Object.values(definitions)];
  return texts.some((text) => new RegExp(`\\b${symbol}\\b`).test(text));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

interface Connections {
  readonly types: readonly Element[];
  readonly components: readonly Element[];
  /** Presynaptic ends of graded synapses. */
  readonly silent: readonly Element[];
  readonly projections: readonly Element[];
  readonly continuous: readonly Element[];
}

/** Synapses by kind; those between two populations make one projection, for events one of each kind. */
function writeConnections({ network, system, layout }: ExportedRun, places: readonly Place[]): Connections {
  const types: Element[] = [];
  const components: Element[] = [];
  const projections = new Map<string, { attributes: Element['attributes']; connections: Element[] }>();
  const continuous = new Map<string, { attributes: Element['attributes']; connections: Element[] }>();
  let hasGraded = false;
  network.synapses.forEach((connectivity, t) => {
    const { type, presynaptic, weights } = connectivity;
    const equations = system.openFractions[t]!;
    const post = postsynapticNeurons(connectivity);
    const { ofSynapse, parameters } = layout.openFractions[t]!;
    const ohmic = readOhmicCurrent(type.current, [], Object.keys(type.parameters), ['sum_O']);
    const kinds = new Map<string, SynapseKind>();
    presynaptic.forEach((pre, s) => {
      const i = post[s]!;
      const values: Values = Object.fromEntries([
        ...equations.presynapticParameters.map((name): [string, number] => [name, network.parameters[name]![pre]!]),
        ...equations.synapseParameters.map((name): [string, number] => [name, parameters[name]![ofSynapse[s]!]!]),
      ]);
      const conductance = ohmic.conductance.reduce((product, name) => product * network.parameters[name]![i]!, 1);
      const reversal = network.parameters[ohmic.reversal]![i]!;
      const pulse = equations.usesPulse ? network.parameters[type.pulse!.duration]![pre]! : undefined;
      const key = [...Object.values(values), conductance, reversal, pulse].join();
      let kind = kinds.get(key);
      if (kind === undefined) {
        kind = { id: `${type.name}_synapse_${kinds.size}`, title: type.title, values, conductance, reversal, pulse };
        kinds.set(key, kind);
        types.push(writeSynapseType(equations, kind));
        components.push(writeSynapse(kind, equations));
      }
      const [from, to] = [places[pre]!, places[i]!];
      const ends = { presynapticPopulation: from.population, postsynapticPopulation: to.population };
      const preCell = `../${from.population}/${from.index}/${from.cell}`;
      const postCell = `../${to.population}/${to.index}/${to.cell}`;
      const weight = weights?.[s] ?? 1;
      if (equations.usesV) {
        hasGraded = true;
        const id = `${type.name}_${from.population}_${to.population}`;
        const one = continuous.get(id) ?? { attributes: { id, ...ends }, connections: [] };
        continuous.set(id, one);
        one.connections.push(
          element('continuousConnectionInstanceW', {
            id: one.connections.length,
            preCell,
            postCell,
            preComponent: 'no_current',
            postComponent: kind.id,
            weight,
          }),
        );
      } else {
        const id = `${kind.id}_${from.population}_${to.population}`;
        const one = projections.get(id) ?? { attributes: { id, ...ends, synapse: kind.id }, connections: [] };
        projections.set(id, one);
        const delay = type.pulse === undefined ? 0 : network.parameters[type.pulse.delay]![pre]!;
        one.connections.push(
          element('connectionWD', {
            id: one.connections.length,
            preCellId: preCell,
            postCellId: postCell,
            weight,
            delay: `${delay}ms`,
          }),
        );
      }
    });
  });
  const silent = hasGraded ? [element('silentSynapse', { id: 'no_current' })] : [];
  const all = (name: string, of: typeof projections): Element[] =>
    [...of.values()].map(({ attributes, connections }) => element(name, attributes, connections));
  return {
    types,
    components,
    silent,
    projections: all('projection', projections),
    continuous: all('continuousProjection', continuous),
  };
}

function inputLists({ targets }: Inputs, places: readonly Place[]): Element[] {
  return targets.flatMap(({ component, neurons }) => {
    const byPopulation = new Map<string, Place[]>();
    for (const i of neurons) {
      const place = places[i]!;
      byPopulation.set(place.population, [...(byPopulation.get(place.population) ?? []), place]);
    }
    return [...byPopulation].map(([population, inIt]) =>
      element(
        'inputList',
        { id: `${component}_into_${population}`, population, component },
        inIt.map(({ cell, index }, id) =>
          element('input', { id, target: `../${population}/${index}/${cell}`, destination: 'synapses' }),
        ),
      ),
    );
  });
}

/** The file that a simulator of LEMS starts: types and components of the synapses and currents, and what is simulated. */
function lemsOf({ run }: ExportedRun, id: string, inputs: Inputs, synapses: Connections, { places }: Cells): Element {
  const include = (file: string): Element => element('Include', { file });
  const core = ['Cells', 'Networks', 'Simulation'].map((name) => include(`${name}.xml`));
  const columns = places.map(({ population, cell, index }, i) =>
    element('OutputColumn', { id: `V_${i}`, quantity: `${population}/${index}/${cell}/v` }),
  );
  return element('Lems', {}, [
    element('Target', { component: 'simulation' }),
    ...core,
    ...synapses.types,
    ...inputs.types,
    ...synapses.components,
    ...inputs.components,
    include(`${id}.net.nml`),
    element(
      'Simulation',
      { id: 'simulation', length: `${run.duration}ms`, step: `${run.dt}ms`, target: `${id}_network` },
      [element('OutputFile', { id: 'voltage', fileName: `${id}.dat` }, columns)],
    ),
  ]);
}
