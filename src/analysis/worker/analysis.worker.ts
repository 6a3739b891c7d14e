import { answerQuestion } from './answerRequest.ts';
import { buffersOf } from './buffersOf.ts';
import type { MeasureQuestion } from './measureRequest.ts';

self.onmessage = ({ data: question }: MessageEvent<MeasureQuestion>) => {
  const answer = answerQuestion(question);
  self.postMessage(answer, { transfer: buffersOf(answer) });
};
