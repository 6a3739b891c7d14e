import { expect, test } from 'vitest';
import type { EngineInfo } from '../../engine/engineInfo.ts';
import { runsAgain } from './runAgain.ts';

const CPU: EngineInfo = { kind: 'cpu', precision: 'float64', device: '', isSoftware: true, reason: '' };
const namesOf = (engine: EngineInfo | undefined): readonly string[] => {
  const { other, more } = runsAgain(engine);
  return [other.name, ...more.map(({ name }) => name)];
};

test('a run is offered again in the other precision first, and never as it was', () => {
  const changes = ['seed', 'odour', 'withoutGaba', 'withoutLnLn'];
  expect(namesOf(CPU)).toEqual(['float32', 'compensated', ...changes]);
  expect(namesOf({ ...CPU, precision: 'float32', isCompensated: true })).toEqual(['float64', 'float32', ...changes]);
  expect(namesOf({ ...CPU, precision: 'float32', isCompensated: false })).toEqual([
    'float64',
    'compensated',
    ...changes,
  ]);
});
