import type { Lab } from '../lab.ts';
import type { Guide } from '../../experiment/experiment.ts';
import type { LabDocument } from '../labDocument.ts';

/** Letters that one text of a guide takes: some sentences, to be read while something moves. */
export const MOST_LETTERS = 1000;

export const GUIDE_TEXTS = ['watch', 'predict', 'answer', 'tryThis'] as const;
export type GuideText = (typeof GUIDE_TEXTS)[number];

const NAMES: Readonly<Record<GuideText, string>> = {
  watch: 'Watch',
  predict: 'Predict',
  answer: 'Answer',
  tryThis: 'Try',
};

const EMPTY: Guide = { watch: '', predict: '', tryThis: '' };

/** Sets one text of the guide. */
export function setGuideText(lab: Lab, name: GuideText, text: string): void {
  lab.edit(`Guide: ${NAMES[name]}`, (document) => withGuideText(document, name, text), `guide ${name}`);
}

/** The document with one text of its guide replaced; a guide without any text is none. What is longer than it may be is cut. */
export function withGuideText(document: LabDocument, name: GuideText, text: string): LabDocument {
  const { guide: before = EMPTY, ...others } = document;
  const { answer = '', ...texts } = { ...before, [name]: text.slice(0, MOST_LETTERS) };
  const guide = answer === '' ? texts : { ...texts, answer };
  if (GUIDE_TEXTS.every((one) => (guide as Partial<Guide>)[one] === before[one])) return document;
  return Object.values(guide).every((one) => one === '') ? others : { ...others, guide };
}

/** Takes all texts away. */
export function removeGuide(lab: Lab): void {
  lab.edit('Guide removed', (document) => {
    const { guide: _, ...others } = document;
    return others;
  });
}
