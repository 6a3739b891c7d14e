import { expect, test } from 'vitest';
import { NeuronProposal } from './neuronProposal.ts';

const POPULATIONS = [
  { name: 'PN', first: 0, count: 90 },
  { name: 'LN', first: 90, count: 30 },
];

/** As on the charts: a palette of seven per population. */
const looksAlike = (a: number, b: number): boolean => a >= 90 === b >= 90 && (a - b) % 7 === 0;

test('before anything fires, driven neurons of every population are proposed', () => {
  const proposal = new NeuronProposal(POPULATIONS, new Set([5, 40, 41, 42, 100]), () => false);
  expect(proposal.neurons).toEqual([5, 40, 41, 90, 100]);
});

test('neurons that fire take the places, until all places are taken', () => {
  const proposal = new NeuronProposal(POPULATIONS, new Set([5, 40, 41]), () => false);
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
    looksAlike,
  );
  expect(proposal.neurons).toEqual([0]);
});

test('neurons whose traces would have the same colour are not proposed together while there are others', () => {
  const proposal = new NeuronProposal(POPULATIONS, new Set([11, 18, 25, 53, 54]), looksAlike);
  expect(proposal.neurons).toEqual([11, 54, 0, 90, 91].toSorted((a, b) => a - b));
  proposal.hear(60); // alike with 11 and 53
  expect(proposal.hear(53)).toBe(false);
  expect(proposal.neurons).toEqual([54, 60, 0, 90, 91].toSorted((a, b) => a - b));
});
