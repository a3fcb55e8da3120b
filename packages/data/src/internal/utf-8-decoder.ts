interface TextDecoderOf {
  new (
    encoding: "utf-8",
    options: { fatal: true; ignoreBOM: true },
  ): { decode(bytes?: Uint8Array, options?: { stream: boolean }): string };
}

declare const TextDecoder: TextDecoderOf;

/**
 * Text of bytes in UTF-8 that come in pieces; without bytes, the end of them.
 * @throws SyntaxError, in the name of an operation, when they are something else.
 */
export function utf8Decoder(operation: string): (bytes?: Uint8Array) => string {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  return (bytes) => {
    try {
      return bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode();
    } catch (error) {
      throw new SyntaxError(`${operation}: UTF-8 is needed, got other bytes; convert the file first?`, {
        cause: error,
      });
    }
  };
}
