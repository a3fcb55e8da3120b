/**
 * The bytes of a file, not copied. For readers of files.
 * @throws TypeError, in the name of an operation, for what holds none.
 * @example const bytes = asBytes("readIdx", file)
 */
export function asBytes(operation: string, file: Uint8Array | ArrayBuffer): Uint8Array {
  if (file instanceof Uint8Array) return file;
  if (file instanceof ArrayBuffer) return new Uint8Array(file);
  const got = Object.prototype.toString.call(file).slice("[object ".length, -1);
  throw new TypeError(
    `${operation}: the bytes of a file are needed, a Uint8Array or ArrayBuffer, got ${got}; read the file first?`,
  );
}
