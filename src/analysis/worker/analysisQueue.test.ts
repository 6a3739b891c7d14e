import { expect, test } from 'vitest';
import { AnalysisQueue } from './analysisQueue.ts';
import type { AnalysisPort, Job } from './analysisQueue.ts';
import { answerQuestion } from './answerRequest.ts';
import type { MeasureAnswer, MeasureQuestion } from './measureRequest.ts';

/** A worker without a thread: it answers when it is told to. */
class FakePort implements AnalysisPort {
  readonly questions: MeasureQuestion[] = [];
  onmessage: AnalysisPort['onmessage'] = null;
  onerror: AnalysisPort['onerror'] = null;
  isTerminated = false;

  postMessage(question: MeasureQuestion): void {
    this.questions.push(question);
  }

  terminate(): void {
    this.isTerminated = true;
  }

  answer(question = this.questions.at(-1)!): void {
    const data: MeasureAnswer = answerQuestion(question);
    this.onmessage?.call(undefined as never, { data } as MessageEvent<MeasureAnswer>);
  }
}

/** A correlogram of `spikes` spikes, and what becomes of it. */
function jobOf(spikes: number) {
  const heard: string[] = [];
  const times = Float64Array.from({ length: spikes }, (_, k) => 10 * k);
  const job: Job<'correlogram'> = {
    prepare: () => ({
      kind: 'correlogram',
      reference: times,
      target: times,
      span: { from: 0, to: 1000 },
      binMs: spikes > 0 ? 1 : 0,
      longestMs: 50,
    }),
    take: ({ references }) => heard.push(`${references} spikes`),
    refuse: (message) => heard.push(message),
  };
  return { job, heard };
}

function open() {
  const ports: FakePort[] = [];
  const queue = new AnalysisQueue(() => {
    ports.push(new FakePort());
    return ports.at(-1)!;
  });
  return { queue, ports };
}

/** What waits for a promise has its turn. */
const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

test('of the jobs of one name only the latest waits, and names are answered in the order in which they first asked', async () => {
  const { queue, ports } = open();
  const [first, second, third, other] = [jobOf(1), jobOf(2), jobOf(3), jobOf(4)];
  queue.ask('a', first.job);
  await turn();
  queue.ask('a', second.job);
  queue.ask('b', other.job);
  queue.ask('a', third.job);
  for (let k = 0; k < 3; k++) {
    ports[0]!.answer();
    await turn();
  }
  expect(first.heard).toEqual(['1 spikes']);
  expect(second.heard).toEqual([]);
  expect(third.heard).toEqual(['3 spikes']);
  expect(other.heard).toEqual(['4 spikes']);
  expect(ports[0]!.questions.map(({ request }) => request.kind === 'correlogram' && request.target.length)).toEqual([
    1, 3, 4,
  ]);
});

test('what a measure refuses is said, and the next one has its turn', async () => {
  const { queue, ports } = open();
  const [wrong, right] = [jobOf(0), jobOf(2)];
  queue.ask('a', wrong.job);
  queue.ask('b', right.job);
  await turn();
  ports[0]!.answer();
  await turn();
  ports[0]!.answer();
  expect(wrong.heard).toEqual(['lags to 50 ms in bins of 0 ms: expected bins above 0 and lags from 0 on']);
  expect(right.heard).toEqual(['2 spikes']);
});

test('a job that has nothing to measure any more, or whose copying fails, does not hold the others', async () => {
  const { queue, ports } = open();
  const broken = jobOf(1);
  const right = jobOf(2);
  queue.ask('gone', { ...jobOf(1).job, prepare: () => undefined });
  queue.ask('broken', { ...broken.job, prepare: () => Promise.reject(new Error('rows were dropped')) });
  queue.ask('right', right.job);
  await turn();
  ports[0]!.answer();
  expect(broken.heard).toEqual(['rows were dropped']);
  expect(right.heard).toEqual(['2 spikes']);
});

test('a worker that fails is replaced', async () => {
  const { queue, ports } = open();
  const [lost, next] = [jobOf(1), jobOf(2)];
  queue.ask('a', lost.job);
  queue.ask('b', next.job);
  await turn();
  ports[0]!.onerror?.call(undefined as never, { message: 'out of memory' } as ErrorEvent);
  await turn();
  expect(lost.heard).toEqual(['the worker of the measures failed: out of memory']);
  expect(ports.map(({ isTerminated }) => isTerminated)).toEqual([true, false]);
  ports[1]!.answer();
  expect(next.heard).toEqual(['2 spikes']);
});

test('after closing nothing is heard, and a new job gets a new worker', async () => {
  const { queue, ports } = open();
  const [late, next] = [jobOf(1), jobOf(2)];
  queue.ask('a', late.job);
  await turn();
  queue.close();
  ports[0]!.answer();
  queue.ask('a', next.job);
  await turn();
  ports[1]!.answer();
  expect(late.heard).toEqual([]);
  expect(next.heard).toEqual(['2 spikes']);
  expect(ports[0]!.isTerminated).toBe(true);
});
