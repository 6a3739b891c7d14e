import { bytesToBase64 } from '../../files/base64.ts';
import { compressNpy } from '../../files/compressNpy.ts';
import { writeNpz, type NpzArray } from '../../files/npz.ts';
import type { ExportFile } from '../exportFile.ts';

/** A script that would be longer becomes an archive of the script and its arrays, bytes. */
const LONGEST_SCRIPT = 4_000_000;
const BASE64_COLUMNS = 76;

/** The arrays that a script needs, by the name under which it finds them: ARRAYS['initial_state']. */
export class PythonArrays {
  private readonly arrays: Record<string, NpzArray> = {};

  /** @returns the Python expression that stands for the array */
  add(name: string, shape: readonly number[], values: NpzArray['values']): string {
    this.arrays[name] = { shape, values };
    return `ARRAYS['${name}']`;
  }

  /**
   * The script with its arrays, at the end of it or in files beside it.
   * @param write the script's lines around the block that defines ARRAYS, with what that needs to have imported
   * @param stem of the file's name
   */
  finish(
    write: (block: readonly string[], imports: readonly string[]) => readonly string[],
    stem: string,
    notes: readonly string[],
  ): ExportFile {
    const name = `${stem}.py`;
    const packed = Object.entries(this.arrays).map(([key, array]) => [key, compressNpy(array)] as const);
    const length = packed.reduce((sum, [, bytes]) => sum + (4 / 3) * bytes.length, 0);
    const isBeside = length > LONGEST_SCRIPT;
    const block = isBeside ? besideBlock(Object.keys(this.arrays)) : embeddedBlock(packed);
    const script = `${write(block, isBeside ? [] : EMBEDDED_IMPORTS).join('\n')}\n`;
    if (!isBeside) return { name, bytes: new TextEncoder().encode(script), notes };
    const inFolder = Object.entries(this.arrays).map(([key, array]): [string, NpzArray] => [`${stem}/${key}`, array]);
    const bytes = writeNpz(Object.fromEntries(inFolder), { [`${stem}/${name}`]: script });
    return {
      name: `${stem}.zip`,
      bytes,
      notes: [...notes, `The arrays would make the script long: they lie beside it, as .npy files in ${stem}.zip.`],
    };
  }
}

const EMBEDDED_IMPORTS = ['base64', 'io', 'zlib'];

function embeddedBlock(packed: readonly (readonly [string, Uint8Array])[]): string[] {
  return [
    '# What was drawn or given: each array as numpy.save writes it, packed by zlib,',
    '# in base64.',
    'PACKED = {',
    ...packed.flatMap(([key, bytes]) => {
      const text = bytesToBase64(bytes);
      const lines = text.match(new RegExp(`.{1,${BASE64_COLUMNS}}`, 'g')) ?? [];
      return [`    '${key}': """`, ...lines, '""",'];
    }),
    '}',
    'ARRAYS = {',
    '    name: np.load(io.BytesIO(zlib.decompress(base64.b64decode(text))))',
    '    for name, text in PACKED.items()',
    '}',
  ];
}

function besideBlock(names: readonly string[]): string[] {
  return [
    '# What was drawn or given.',
    'ARRAYS = {',
    "    name: np.load(Path(__file__).with_name(f'{name}.npy'))",
    '    for name in [',
    ...names.map((name) => `        '${name}',`),
    '    ]',
    '}',
  ];
}
