import { expect, test } from 'vitest';
import { NeuronProposal } from './neuronProposal.ts';

const POPULATIONS = [
  { name: 'PN', first: 0, count: 90 },
  { name: 'LN', first: 90, count: 30 },
];

test('before anything fires, driven neurons of every population are proposed', () => {
  const proposal = new NeuronProposal(POPULATIONS, new Set([5, 40, 41, 42, 100]));
  expect(proposal.neurons).toEqual([5, 40, 41, 90, 100]);
});

test('neurons that fire take the places, until all places are taken', () => {
  const proposal = new NeuronProposal(POPULATIONS, new Set([5, 40, 41]));
  expect(proposal.hear(70)).toBe(true);
  expect(proposal.hear(70)).toBe(false);
  expect(proposal.neurons).toEqual([5, 40, 70, 90, 91]);
  proposal.hear(8);
  proposal.hear(9);
  expect(proposal.hear(1)).toBe(false);
  expect(proposal.neurons).toEqual([8, 9, 70, 90, 91]);
});

test('a network of one neuron has one proposal', () => {
  const proposal = new NeuronProposal(
    [
      { name: 'PN', first: 0, count: 0 },
      { name: 'LN', first: 0, count: 1 },
    ],
    new Set(),
  );
  expect(proposal.neurons).toEqual([0]);
});
