/** The memory of all typed arrays in a plain object, each once: what a message hands over instead of copying. */
export function buffersOf(value: unknown): ArrayBuffer[] {
  const found = new Set<ArrayBuffer>();
  const visit = (one: unknown): void => {
    if (ArrayBuffer.isView(one)) {
      if (one.buffer instanceof ArrayBuffer) found.add(one.buffer);
    } else if (typeof one === 'object' && one !== null) {
      for (const part of Object.values(one)) visit(part);
    }
  };
  visit(value);
  return [...found];
}
