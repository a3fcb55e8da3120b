import { type ChunkSource, chunksOf } from "../chunk-source.ts";

interface TextDecoderOf {
  new (
    encoding: "utf-8",
    options: { fatal: true; ignoreBOM: true },
  ): { decode(bytes?: Uint8Array, options?: { stream: boolean }): string };
}

declare const TextDecoder: TextDecoderOf;

/**
 * Text from bytes in UTF-8 or from texts, in pieces of about `size` characters.
 * @throws SyntaxError for bytes that are not UTF-8.
 */
export async function* textPieces(
  operation: string,
  source: ChunkSource<string | Uint8Array>,
  size: number,
): AsyncGenerator<string, void, undefined> {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  const decode = (bytes?: Uint8Array): string => {
    try {
      return bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode();
    } catch (error) {
      throw new SyntaxError(`${operation}: UTF-8 is needed, got other bytes; convert the file first?`, {
        cause: error,
      });
    }
  };
  let text = "";
  for await (const chunk of chunksOf(operation, source)) {
    if (typeof chunk !== "string" && !(chunk instanceof Uint8Array))
      throw new TypeError(`${operation}: pieces are texts or Uint8Arrays, got ${typeof chunk}; read the file first?`);
    text += typeof chunk === "string" ? chunk : decode(chunk);
    if (text.length < size) continue;
    yield text;
    text = "";
  }
  text += decode();
  if (text !== "") yield text;
}
