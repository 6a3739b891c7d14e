import { describe, expect, test } from 'vitest';
import { leak } from '../model/currents.ts';
import type { Current, NetworkModel } from '../model/model.ts';
import { nerveflow, psst } from '../model/presets.ts';
import { children, keyOf, symbolsOf, type Expr } from './expression.ts';
import { compileModel, type NeuronEquations } from './system.ts';

/** A model of leak alone plus one current, in one population. */
function withCurrent(current: Partial<Current>): NetworkModel {
  const own: Current = { name: 'X', title: 'X', current: '0 * V', parameters: {}, source: 'test', ...current };
  const population = { ...nerveflow.populations[0]!, share: 1, currents: ['L', 'X'], parameters: {} };
  return { ...nerveflow, currents: [leak, own], concentrations: [], populations: [population] };
}

function pn(model: NetworkModel): NeuronEquations {
  return compileModel(model).neurons[0]!;
}

describe('the shipped models', () => {
  test.each([nerveflow, psst])('$name: every statement uses only names that stand before it', (model) => {
    const { neurons, openFractions } = compileModel(model);
    for (const { statements, states, parameters, synapses } of neurons) {
      const known = new Set(['I_stim', ...states.map(({ name }) => name), ...parameters]);
      for (const type of synapses) known.add(`sum_O_${type}`);
      for (const { name, value } of statements) {
        for (const used of symbolsOf(value)) expect(known, `${name} uses ${used}`).toContain(used);
        known.add(name);
      }
    }
    for (const equations of openFractions) {
      const known = new Set(['V', 'O', 'pulse', ...equations.presynapticParameters, ...equations.synapseParameters]);
      for (const { name, value } of equations.statements) {
        for (const used of symbolsOf(value)) expect(known, `${name} uses ${used}`).toContain(used);
        known.add(name);
      }
    }
  });

  test('no quotient by exp(x) - 1 is left', () => {
    const quotients = (e: Expr): Expr[] => [...(e.op === '/' ? [e] : []), ...children(e).flatMap(quotients)];
    for (const { statements } of compileModel(nerveflow).neurons) {
      for (const quotient of statements.flatMap(({ value }) => quotients(value))) {
        expect(keyOf(children(quotient)[1]!)).not.toMatch(/^-\(exp\(.*\),1\)$/);
      }
    }
  });

  test('PSST differs from NerveFlow in I_KCa alone', () => {
    const [ours, theirs] = [nerveflow, psst].map((model) => compileModel(model).neurons[1]!.statements);
    const differing = ours!.filter(({ value }, k) => keyOf(value) !== keyOf(theirs![k]!.value));
    expect(differing.map(({ name }) => name)).toEqual(['I_KCa']);
  });

  test('equal definitions are computed once: u = V + 50 stands in K and in Na', () => {
    const names = pn(nerveflow).statements.map(({ name }) => name);
    expect(names.filter((name) => name.startsWith('u_'))).toEqual(['u_K']);
  });
});

describe('a model that cannot be compiled says where and why', () => {
  test.each([
    ['an unknown name', { current: 'g_X * V' }, /current X uses 'g_X', which population PN does not know/],
    ['a circle', { current: 'a', definitions: { a: 'b + 1', b: 'a + 1' } }, /depends on itself: .*a_X -> b_X -> a_X/],
    ['a name that is taken', { definitions: { V: '1' }, current: 'V', gates: {} }, undefined],
    ['no equation', { current: 'V +' }, /'V \+' is not an equation/],
  ])('%s', (_, current, message) => {
    if (message === undefined) expect(() => pn(withCurrent(current))).not.toThrow();
    else expect(() => pn(withCurrent(current))).toThrow(message);
  });

  test('a population that lists a current which is not described', () => {
    const model = { ...withCurrent({}), currents: [leak] };
    expect(() => compileModel(model)).toThrow(/population PN lists 'X', which the model does not describe/);
  });

  test('a synapse with a pulse that is not described', () => {
    const synapses = nerveflow.synapses.map((type) => ({ ...type, pulse: undefined }));
    expect(() => compileModel({ ...nerveflow, synapses })).toThrow(/synapse ACh uses 'pulse' without describing/);
  });
});
