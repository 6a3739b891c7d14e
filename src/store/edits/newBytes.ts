/**
 * Bytes of the typed arrays that a value has and the one before it had not, each counted once. Parts that are the same object in both are
 * not looked into, so that it costs little where little has changed.
 */
export function newBytes(before: unknown, after: unknown): number {
  const old = new Set<ArrayBufferLike>();
  const added = new Map<ArrayBufferLike, number>();
  collect(before, after, (array) => old.add(array.buffer));
  collect(after, before, (array) => added.set(array.buffer, array.buffer.byteLength));
  let bytes = 0;
  for (const [buffer, size] of added) if (!old.has(buffer)) bytes += size;
  return bytes;
}

/** Visits the typed arrays of `value`, but for parts that stand at the same place in `other`. */
function collect(value: unknown, other: unknown, visit: (array: ArrayBufferView) => void): void {
  if (value === other || typeof value !== 'object' || value === null) return;
  if (ArrayBuffer.isView(value)) {
    visit(value);
  } else if (Array.isArray(value)) {
    // Lists of thousands of patches, of which all but the last are the same.
    const others = Array.isArray(other) ? (other as readonly unknown[]) : [];
    for (let i = 0; i < value.length; i++) collect(value[i], others[i], visit);
  } else {
    const others = typeof other === 'object' && other !== null ? (other as Readonly<Record<string, unknown>>) : {};
    for (const [key, part] of Object.entries(value)) collect(part, others[key], visit);
  }
}
