type TypedArray =
  Uint8Array<ArrayBuffer> | Int32Array<ArrayBuffer> | Float32Array<ArrayBuffer> | Float64Array<ArrayBuffer>;

/** What arrays hold, one after the other in a new one of the type. */
export function concatenate<Values extends TypedArray>(
  Type: new (length: number) => Values,
  parts: readonly ArrayLike<number>[],
): Values {
  const whole = new Type(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
