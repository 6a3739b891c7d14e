/** What the modules use beyond WebAssembly's first version; wabt wants it named. */
const FEATURES = { simd: true, threads: true, bulk_memory: true, sign_extension: true, mutable_globals: true } as const;

/** The latest modules by their text, oldest first: runs that differ in parameters alone share one, with the code that was optimised for it. */
const modules = new Map<string, Promise<WebAssembly.Module>>();
const MODULES_KEPT = 4;

/**
 * A module from its text. The assembler is loaded when the first module is assembled.
 * @throws Error where the text is no valid module: a fault of the compiler, not of the user.
 */
export function assemble(text: string): Promise<WebAssembly.Module> {
  const module = modules.get(text) ?? assembleAnew(text);
  modules.delete(text);
  modules.set(text, module);
  if (modules.size > MODULES_KEPT) modules.delete(modules.keys().next().value!);
  return module;
}

async function assembleAnew(text: string): Promise<WebAssembly.Module> {
  const { default: loadWabt } = await import('wabt');
  const wabt = await loadWabt();
  const parsed = wabt.parseWat('lab.wat', text, FEATURES);
  try {
    return await WebAssembly.compile(parsed.toBinary({}).buffer as Uint8Array<ArrayBuffer>);
  } finally {
    parsed.destroy();
  }
}
