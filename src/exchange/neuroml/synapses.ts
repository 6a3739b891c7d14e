import { renameSymbols } from '../../compiler/expression.ts';
import type { OpenFractionEquations } from '../../compiler/system.ts';
import { writeLemsVariables } from '../../compiler/targets/lems.ts';
import { withNumbers, writeVariables, type Values } from './channels.ts';
import { nanoSiemens } from './geometry.ts';
import { element, type Element } from './xml.ts';

/** What one kind of synapse is made of. */
export interface SynapseKind {
  readonly id: string;
  readonly title: string;
  /** Parameters of the open fraction and the transmitter. */
  readonly values: Values;
  /** mS/cm². */
  readonly conductance: number;
  /** mV. */
  readonly reversal: number;
  /** ms; where a spike starts a pulse. */
  readonly pulse: number | undefined;
}

/**
 * A synapse as a ComponentType of LEMS: d[O]/dt from the compiled equations. Where the transmitter depends on V of the presynaptic neuron it
 * is a graded synapse, which sees its peer; where it is a pulse, each event starts one.
 */
export function writeSynapseType(
  { statements, derivative, usesV }: OpenFractionEquations,
  { id, title, values, conductance, reversal, pulse }: SynapseKind,
): Element {
  const variables = writeLemsVariables(
    statements.map(({ name, value }) => ({
      name,
      value: withNumbers(
        renameSymbols(value, (other) => (other === 'V' ? 'V_pre' : undefined)),
        values,
      ),
    })),
  );
  const extended = usesV ? 'baseGradedSynapse' : 'baseConductanceBasedSynapse';
  const current = 'weight * CONDUCTANCE * O * (REVERSAL - v)';
  return element('ComponentType', { name: `${id}_type`, extends: extended, description: `${title} synapse` }, [
    element('Property', { name: 'weight', dimension: 'none', defaultValue: 1 }),
    element('Constant', { name: 'MSEC', dimension: 'time', value: '1ms' }),
    ...(usesV ? [element('Constant', { name: 'MVOLT', dimension: 'voltage', value: '1mV' })] : []),
    ...(usesV
      ? [
          element('Constant', { name: 'CONDUCTANCE', dimension: 'conductance', value: nanoSiemens(conductance) }),
          element('Constant', { name: 'REVERSAL', dimension: 'voltage', value: `${reversal}mV` }),
          element('Exposure', { name: 'i', dimension: 'current' }),
          element('Requirement', { name: 'v', dimension: 'voltage' }),
          element('InstanceRequirement', { name: 'peer', type: 'baseGradedSynapse' }),
        ]
      : []),
    element('Dynamics', {}, [
      element('StateVariable', { name: 'O', dimension: 'none' }),
      ...(pulse === undefined ? [] : [element('StateVariable', { name: 'since', dimension: 'none' })]),
      ...(usesV
        ? [
            element('DerivedVariable', { name: 'vpeer', dimension: 'voltage', select: 'peer/v' }),
            element('DerivedVariable', { name: 'V_pre', dimension: 'none', value: 'vpeer / MVOLT' }),
            element('DerivedVariable', { name: 'i', exposure: 'i', dimension: 'current', value: current }),
          ]
        : [
            element('DerivedVariable', {
              name: 'g',
              exposure: 'g',
              dimension: 'conductance',
              value: 'weight * gbase * O',
            }),
            element('DerivedVariable', { name: 'i', exposure: 'i', dimension: 'current', value: 'g * (erev - v)' }),
          ]),
      ...(pulse === undefined
        ? []
        : [
            element('ConditionalDerivedVariable', { name: 'pulse', dimension: 'none' }, [
              element('Case', { condition: `since .lt. ${pulse}`, value: '1' }),
              element('Case', { value: '0' }),
            ]),
          ]),
      ...writeVariables(variables),
      element('TimeDerivative', { variable: 'O', value: `${derivative} / MSEC` }),
      ...(pulse === undefined
        ? []
        : [
            element('TimeDerivative', { variable: 'since', value: '1 / MSEC' }),
            element('OnStart', {}, [
              element('StateAssignment', { variable: 'O', value: '0' }),
              element('StateAssignment', { variable: 'since', value: `${pulse}` }),
            ]),
            element('OnEvent', { port: 'in' }, [element('StateAssignment', { variable: 'since', value: '0' })]),
          ]),
    ]),
  ]);
}

/** A component of the type. */
export function writeSynapse({ id, conductance, reversal }: SynapseKind, { usesV }: OpenFractionEquations): Element {
  const own = usesV ? {} : { gbase: nanoSiemens(conductance), erev: `${reversal}mV` };
  return element('Component', { id, type: `${id}_type`, ...own });
}
