import { type ChunkSource, chunksOf } from "../chunk-source.ts";
import { utf8Decoder } from "./utf-8-decoder.ts";

/**
 * Text from bytes in UTF-8 or from texts, in pieces of about `size` characters.
 * @throws SyntaxError for bytes that are not UTF-8.
 */
export async function* textPieces(
  operation: string,
  source: ChunkSource<string | Uint8Array>,
  size: number,
): AsyncGenerator<string, void, undefined> {
  const decode = utf8Decoder(operation);
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
