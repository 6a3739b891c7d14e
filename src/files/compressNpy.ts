import { zlibSync } from 'fflate';
import { writeNpy } from './npy.ts';

/** An array as numpy.save writes it, packed by zlib: np.load(io.BytesIO(zlib.decompress(bytes))). */
export function compressNpy(array: Parameters<typeof writeNpy>[0]): Uint8Array<ArrayBuffer> {
  return zlibSync(writeNpy(array), { level: 9 });
}
