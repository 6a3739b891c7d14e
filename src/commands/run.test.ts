import { expect, test } from 'vitest';
import { nodeVersionProblem } from './nodeVersion.mjs';
import { run, runTool } from './run.mjs';

const node = (script: string, options = {}) => run(process.execPath, ['-e', script], { stdio: 'pipe', ...options });

test('the exit code and both streams come back', async () => {
  const { code, output } = await node("console.log('out'); console.error('err'); process.exitCode = 3");
  expect(code).toBe(3);
  expect(output).toContain('out\n');
  expect(output).toContain('err\n');
});

test('the environment is added to, not replaced', async () => {
  const { output } = await node('console.log(process.env.LAB, Boolean(process.env.PATH))', { env: { LAB: 'yes' } });
  expect(output).toBe('yes true\n');
});

test('a program that ends by a signal has not succeeded', async () => {
  expect((await node("process.kill(process.pid, 'SIGKILL')")).code).toBeGreaterThan(0);
});

test('a program that falls silent is ended; one that keeps talking is not', async () => {
  const silent = await node('setTimeout(() => {}, 20_000)', { silenceLimit: 300 });
  expect(silent.code).not.toBe(0);
  const talking = await node(
    'let n = 0; const t = setInterval(() => { console.log(n); if (++n > 11) clearInterval(t); }, 250)',
    { silenceLimit: 2500 },
  );
  expect(talking.code).toBe(0);
});

test('a program that does not exist is an error, not an exit code', async () => {
  await expect(run('no-such-program-anywhere', [])).rejects.toMatchObject({ code: 'ENOENT' });
});

test('a tool is run from its package, whatever the PATH', async () => {
  const { code, output } = await runTool('vite', ['--version'], { stdio: 'pipe', env: { PATH: '' } });
  expect(output).toMatch(/^vite\/\d/);
  expect(code).toBe(0);
});

test.each(['20.19.0', '20.20.2', '22.12.0', '23.0.0', '24.1.0', '26.0.0-nightly'])('Node %s will do', (version) => {
  expect(nodeVersionProblem(version)).toBeUndefined();
});

test.each(['16.20.2', '18.20.4', '20.18.3', '21.7.3', '22.11.0'])(
  'Node %s gets one sentence with both versions',
  (version) => {
    expect(nodeVersionProblem(version)).toMatch(/^[^\n]*20\.19[^\n]*\.$/);
    expect(nodeVersionProblem(version)).toContain(version);
  },
);
