/** The bytes of a file, not copied. @throws TypeError, in the name of an operation, for what holds none. */
export function asBytes(operation: string, file: Uint8Array | ArrayBuffer): Uint8Array {
  if (file instanceof Uint8Array) return file;
  if (file instanceof ArrayBuffer) return new Uint8Array(file);
  throw new TypeError(
    `${operation}: the bytes of a file are needed, a Uint8Array or ArrayBuffer, got ${typeof file}; read the file first?`,
  );
}
