import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { parseSync } from 'vite';

/**
 * What each folder may import besides itself. Imports flow one way; a type counts like a value. Where only one file of a
 * folder is meant, it is named. Tests and fixtures may import what they test with.
 */
const FOLDERS: Record<string, readonly string[]> = {
  'main.tsx': [
    'ui',
    'offline',
    'charts',
    'store',
    'experiment',
    'exchange',
    'benchmark/benchmarkWorker.ts',
    'simulation',
    'files',
    'recording',
    'model',
    'wording',
    'engine/engineInfo.ts',
  ],
  ui: [
    'store',
    'offline',
    'charts',
    'experiment',
    'exchange',
    'benchmark',
    'files',
    'analysis',
    'recording',
    'model',
    'wording',
    'engine/engineInfo.ts',
    'compiler/gateCurves.ts',
  ],
  offline: ['commands/pageHeaders.mjs'],
  store: [
    'experiment',
    'exchange',
    'benchmark',
    'simulation',
    'files',
    'analysis',
    'recording',
    'model',
    'wording',
    'engine/engineInfo.ts',
  ],
  charts: ['analysis', 'recording', 'model', 'wording'],
  analysis: ['recording', 'model', 'wording'],
  exchange: ['experiment', 'files', 'compiler', 'recording', 'model', 'wording', 'engine/engineInfo.ts'],
  experiment: ['files', 'model', 'wording', 'engine/engineInfo.ts'],
  files: ['recording', 'model', 'wording'],
  benchmark: ['simulation', 'engine', 'compiler', 'model', 'wording'],
  simulation: ['engine', 'compiler', 'experiment', 'files', 'recording', 'model', 'wording'],
  engine: ['compiler', 'recording', 'model', 'wording'],
  compiler: ['model', 'wording'],
  recording: ['model', 'wording'],
  model: [],
  wording: [],
  cli: [
    'experiment',
    'exchange',
    'benchmark',
    'simulation',
    'engine',
    'analysis',
    'files',
    'recording',
    'model',
    'wording',
    'commands',
  ],
  commands: [],
};

/** Where each package lives; 'node' stands for what Node brings. */
const PACKAGES: Record<string, readonly string[]> = {
  react: ['ui', 'main.tsx'],
  'react-dom': ['ui', 'main.tsx'],
  'radix-ui': ['ui'],
  'lucide-react': ['ui'],
  '@fontsource-variable/inter': ['ui', 'main.tsx'],
  'plotly.js-basic-dist-min': ['ui', 'charts'],
  zustand: ['store'],
  '@tensorflow/tfjs-core': ['engine'],
  '@tensorflow/tfjs-backend-webgl': ['engine'],
  '@tensorflow/tfjs-backend-webgpu': ['engine'],
  mathjs: ['compiler'],
  'fft.js': ['analysis'],
  'ml-matrix': ['analysis'],
  fflate: ['files', 'store'],
  h5wasm: ['exchange'],
  wabt: ['engine'],
  'pure-rand': ['model'],
  webgpu: ['cli'],
  commander: ['cli'],
  'playwright-core': ['cli', 'commands'],
  node: ['cli', 'commands'],
};

interface Import {
  /** As written: './layout.ts', 'react/jsx-runtime'. */
  readonly specifier: string;
  /** The file it names, relative to src, without a query; undefined for a package. */
  readonly file: string | undefined;
  /** 'worker': new Worker(new URL(…)), which starts another program and loads nothing into this one. */
  readonly kind: 'value' | 'type' | 'worker';
}

/** Imports of every file under src, by path relative to src with forward slashes. */
type Modules = ReadonlyMap<string, readonly Import[]>;

function readModules(src: string): Modules {
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).map((file) => file.replaceAll(path.sep, '/'));
  return new Map(
    files
      .filter((file) => /\.(ts|tsx|mjs)$/.test(file))
      .map((file) => [file, readImports(file, readFileSync(path.join(src, file), 'utf8'))]),
  );
}

function readImports(file: string, source: string): Import[] {
  const { module, errors } = parseSync(file, source);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`);
  const toImport = (specifier: string, kind: Import['kind']): Import => ({
    specifier,
    file: specifier.startsWith('.')
      ? path.posix.join(path.posix.dirname(file), specifier.replace(/\?.*/, ''))
      : undefined,
    kind,
  });
  return [
    ...module.staticImports.map(({ moduleRequest, entries }) =>
      toImport(moduleRequest.value, entries.length > 0 && entries.every(({ isType }) => isType) ? 'type' : 'value'),
    ),
    ...module.staticExports
      .flatMap(({ entries }) => entries)
      .flatMap(({ moduleRequest, isType }) =>
        moduleRequest ? [toImport(moduleRequest.value, isType ? 'type' : 'value')] : [],
      ),
    ...module.dynamicImports.map(({ moduleRequest: { start, end } }) =>
      toImport(source.slice(start + 1, end - 1), 'value'),
    ),
    ...[...source.matchAll(/new Worker\(\s*new URL\('([^']+)', import\.meta\.url\)/g)].map(([, specifier = '']) =>
      toImport(specifier, 'worker'),
    ),
  ];
}

const folderOf = (file: string) => file.split('/')[0] ?? file;
const packageOf = (specifier: string) =>
  isBuiltin(specifier) ? 'node' : (/^(@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier);
const isTest = (file: string) => /\.test\.tsx?$|\/fixtures(\/|\.ts$)/.test(file);

/** One sentence for each import that goes where it must not. */
function findForbiddenImports(modules: Modules): string[] {
  return [...modules].flatMap(([file, imports]) =>
    imports.flatMap(({ specifier, file: target }) => {
      const sentence = `src/${file} imports ${specifier}`;
      if (target === undefined) {
        if (isTest(file)) return [];
        const homes = PACKAGES[packageOf(specifier)];
        if (homes === undefined) return `${sentence}, a package that has no home in PACKAGES`;
        return homes.includes(folderOf(file)) ? [] : `${sentence}, which belongs in ${homes.join(' and ')}`;
      }
      if (isTest(target)) return isTest(file) ? [] : `${sentence}, which is there for tests`;
      if (isTest(file) || target.startsWith('../') || folderOf(target) === folderOf(file)) return [];
      const allowed = FOLDERS[folderOf(file)] ?? [];
      return allowed.includes(folderOf(target)) || allowed.includes(target)
        ? []
        : `${sentence}, but ${folderOf(file)} may import only ${allowed.join(', ') || 'itself'}`;
    }),
  );
}

/** Each cycle once, as 'a.ts > b.ts > a.ts'. */
function findCycles(modules: Modules): string[] {
  const cycles: string[] = [];
  const finished = new Set<string>();
  const visit = (file: string, trail: readonly string[]) => {
    if (trail.includes(file)) cycles.push([...trail.slice(trail.indexOf(file)), file].join(' > '));
    else if (!finished.has(file)) {
      for (const { file: next, kind } of modules.get(file) ?? []) {
        if (next !== undefined && kind !== 'worker') visit(next, [...trail, file]);
      }
      finished.add(file);
    }
  };
  for (const file of modules.keys()) visit(file, []);
  return cycles;
}

/** The files that get loaded with `start`, itself included, each with the file that brings it in. */
function findLoadedFiles(modules: Modules, start: string): ReadonlyMap<string, string> {
  const loaded = new Map([[start, start]]);
  for (const file of loaded.keys()) {
    for (const { file: next, kind } of modules.get(file) ?? []) {
      if (next !== undefined && kind === 'value' && !loaded.has(next)) loaded.set(next, file);
    }
  }
  return loaded;
}

const SRC = import.meta.dirname;
const MODULES = readModules(SRC);

/** A small src with the mistakes in it, to see that they are found. */
const wrongSrc = mkdtempSync(path.join(os.tmpdir(), 'architecture-'));
afterAll(() => rmSync(wrongSrc, { recursive: true }));
const WRONG: Record<string, string> = {
  'main.tsx': "import { App } from './ui/App.tsx';\nexport const page = <App<string> />;",
  'ui/App.tsx':
    "import '../store/lab.ts';\nimport type { Layout } from '../compiler/layout.ts';\nexport const App = <T,>() => <b />;",
  'store/lab.ts': "import type { ReactNode } from 'react';\nexport * from '../simulation/client.ts';",
  // joined, because in one piece the line would count as an import of this file
  'simulation/client.ts': [
    'new',
    "Worker(new URL('./simulation.worker.ts', import.meta.url)); import('../engine/engine.ts');",
  ].join(' '),
  'simulation/simulation.worker.ts': "import { openEngine } from '../engine/engine.ts';",
  'engine/engine.ts': "import 'left-pad';\nexport { layout as openEngine } from '../compiler/layout.ts';",
  'compiler/layout.ts': "import { a } from '../model/a.ts';\nexport const layout = a; export type Layout = number;",
  'model/a.ts': "import { readFileSync } from 'node:fs';\nimport { b } from './b.ts';\nexport const a = b;",
  'model/b.ts': "import type { a } from './a.ts';\nimport { layout } from '../compiler/layout.ts';",
  'model/fixtures/f.ts': "import { readFileSync } from 'node:fs';",
  'recording/r.ts': "import f from '../model/fixtures/f.ts';",
};
for (const [file, source] of Object.entries(WRONG)) {
  mkdirSync(path.dirname(path.join(wrongSrc, file)), { recursive: true });
  writeFileSync(path.join(wrongSrc, file), source);
}
const WRONG_MODULES = readModules(wrongSrc);

test('every import statement that a search of the text finds was seen, in every file, and names a file that exists', () => {
  let statements = 0;
  for (const [file, imports] of MODULES) {
    const specifiers = new Set(imports.map(({ specifier }) => specifier));
    const text = readFileSync(path.join(SRC, file), 'utf8');
    for (const [, specifier = ''] of text.matchAll(/^(?:import|export|\}) ?(?:[^;'"]* from )?'([^'\n]+)';/gm)) {
      statements++;
      expect(specifiers, file).toContain(specifier);
    }
    for (const { file: target } of imports) {
      if (target !== undefined) expect(existsSync(path.join(SRC, target)), `${file} imports ${target}`).toBe(true);
    }
  }
  expect(MODULES.size).toBeGreaterThan(100);
  expect(statements).toBeGreaterThan(2 * MODULES.size);
});

test('every folder under src has its line in FOLDERS, and no line stands for a folder that is gone', () => {
  const inFolders = [...MODULES.keys()].filter((file) => !isTest(file)).map(folderOf);
  expect(new Set(Object.keys(FOLDERS))).toEqual(new Set(inFolders));
});

test('imports flow one way, and every package stays where it lives', () => {
  expect(findForbiddenImports(MODULES)).toEqual([]);
});

test('an import against the direction is found: a value, a type, a package, a Node module, a fixture', () => {
  expect(new Set(findForbiddenImports(WRONG_MODULES))).toEqual(
    new Set([
      'src/ui/App.tsx imports ../compiler/layout.ts, but ui may import only store, offline, charts, experiment, exchange, benchmark, files, analysis, recording, model, wording, engine/engineInfo.ts, compiler/gateCurves.ts',
      'src/store/lab.ts imports react, which belongs in ui and main.tsx',
      'src/engine/engine.ts imports left-pad, a package that has no home in PACKAGES',
      'src/model/a.ts imports node:fs, which belongs in cli and commands',
      'src/model/b.ts imports ../compiler/layout.ts, but model may import only itself',
      'src/recording/r.ts imports ../model/fixtures/f.ts, which is there for tests',
    ]),
  );
});

test('no file imports itself by way of others', () => {
  expect(findCycles(MODULES)).toEqual([]);
});

test('a cycle is found, within a folder and across folders, also where one of its imports is of a type', () => {
  expect(new Set(findCycles(WRONG_MODULES))).toEqual(
    new Set([
      'model/a.ts > model/b.ts > model/a.ts',
      'compiler/layout.ts > model/a.ts > model/b.ts > compiler/layout.ts',
    ]),
  );
});

const isEngine = (file: string) => folderOf(file) === 'engine' && file !== 'engine/engineInfo.ts';

test('the page loads no engine: only the worker does', () => {
  const page = findLoadedFiles(MODULES, 'main.tsx');
  expect(page.size).toBeGreaterThan(50);
  expect([...page.keys()]).toContain('simulation/client.ts');
  expect([...page].filter(([file]) => isEngine(file))).toEqual([]);
  expect([...findLoadedFiles(MODULES, 'simulation/simulation.worker.ts').keys()].some(isEngine)).toBe(true);
});

test('an engine that the page loads is found, with the file that brings it in', () => {
  const page = findLoadedFiles(WRONG_MODULES, 'main.tsx');
  expect([...page].filter(([file]) => isEngine(file))).toEqual([['engine/engine.ts', 'simulation/client.ts']]);
  expect([...page.keys()]).not.toContain('simulation/simulation.worker.ts');
});
