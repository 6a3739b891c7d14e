/** Bytes with which an HDF5 file begins. */
const MAGIC = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a] as const;

/** Whether a file begins as HDF5 files do. */
export function isHdf5(bytes: Uint8Array): boolean {
  return MAGIC.every((byte, k) => bytes[k] === byte);
}
