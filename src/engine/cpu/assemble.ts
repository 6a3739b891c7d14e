/** What the modules use beyond WebAssembly's first version; wabt wants it named. */
const FEATURES = { simd: true, threads: true, bulk_memory: true, sign_extension: true, mutable_globals: true } as const;

/**
 * A module from its text. The assembler is loaded when the first module is assembled.
 * @throws Error where the text is no valid module: a fault of the compiler, not of the user.
 */
export async function assemble(text: string): Promise<WebAssembly.Module> {
  const { default: loadWabt } = await import('wabt');
  const wabt = await loadWabt();
  const parsed = wabt.parseWat('lab.wat', text, FEATURES);
  try {
    return await WebAssembly.compile(parsed.toBinary({}).buffer as Uint8Array<ArrayBuffer>);
  } finally {
    parsed.destroy();
  }
}
