import { expect, test } from 'vitest';
import { Interruption } from './program.ts';
import { runBench } from './runBench.ts';

async function bench(args: string, signal: AbortSignal = new AbortController().signal) {
  let [stdout, stderr] = ['', ''];
  const code = await runBench(args.split(' '), {
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
    signal,
  });
  return { code, stdout, stderr };
}

test('a table with a row per engine beside NerveFlow; what did not run is blank, with the reason below', async () => {
  const { code, stdout, stderr } = await bench('--sizes 12 --engines reference,webgl --seconds 0.03');
  expect(code).toBe(0);
  expect(stderr).toMatch(/^reference float64, 12 neurons …\nwebgl float32, 12 neurons …\n$/);
  const [head, rule, ...lines] = stdout.split('\n').map((line) => line.split('|').map((cell) => cell.trim()));
  expect(head!.slice(1, 4)).toEqual(['n', 'engine', 's for 1000 ms']);
  expect(rule!.slice(1, -1).every((cell) => /^-+:?$/.test(cell))).toBe(true);
  expect(lines[0]!.slice(1, -1)).toEqual(['12', 'NerveFlow, by its authors', '359', '', '0.00279', '', '', '', '', '']);
  const [n, engine, seconds, spread, realTime] = lines[1]!.slice(1);
  expect([n, engine]).toEqual(['12', 'reference float64']);
  expect(Number(seconds) * Number(realTime)).toBeCloseTo(1, 1);
  expect(spread).toMatch(/^\d+ %$/);
  expect(lines[2]!.slice(1, -1)).toEqual(['12', 'webgl float32', ...Array.from({ length: 8 }, () => '')]);
  expect(stdout).toMatch(/\nwebgl float32, 12 neurons: WebGL is not available here: /);
});

test('--json prints the same rows for programs', async () => {
  const { stdout } = await bench('--sizes 12 --engines reference --seconds 0.03 --json');
  const { rows, nerveflow } = JSON.parse(stdout) as Record<string, unknown>;
  expect(nerveflow).toMatchObject({ seconds: { 12: 359, 384: 'out of memory' } });
  expect(rows).toMatchObject([
    { n: 12, request: { choice: 'reference', precision: 'float64' }, result: { info: { kind: 'reference' } } },
  ]);
});

test('an interrupted benchmark prints what it has', async () => {
  const interruption = new AbortController();
  interruption.abort(new Interruption(130));
  const { code, stdout, stderr } = await bench('--sizes 12 --engines reference', interruption.signal);
  expect(code).toBe(130);
  expect(stdout).toContain('s for 1000 ms');
  expect(stderr).toMatch(/interrupted: the table ends where it had got to\n$/);
});
