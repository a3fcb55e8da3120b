/** Bytes that come in pieces and go in others. */
export interface ByteQueue {
  readonly length: number;
  readonly push: (piece: Uint8Array) => void;
  /** The next bytes, at most so many, in an array of their own. */
  readonly take: (count: number) => Uint8Array;
}

export function byteQueue(): ByteQueue {
  const pieces: Uint8Array[] = [];
  let length = 0;
  return {
    get length() {
      return length;
    },
    push: (piece) => {
      pieces.push(piece);
      length += piece.length;
    },
    take: (count) => {
      const bytes = new Uint8Array(Math.min(count, length));
      for (let at = 0; at < bytes.length; ) {
        const piece = pieces.shift()!; // there is one: length counts them
        const part = piece.subarray(0, bytes.length - at);
        bytes.set(part, at);
        at += part.length;
        if (part.length < piece.length) pieces.unshift(piece.subarray(part.length));
      }
      length -= bytes.length;
      return bytes;
    },
  };
}
