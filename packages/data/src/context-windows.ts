import { checkTensor, formatShape, fromBuffer, ShapeError, type Tensor, viewOf } from "@adjoint/tensor";

export interface ContextWindowsOptions {
  /** Tokens in a window, an integer >= 1. */
  readonly length: number;
  /** From the beginning of a window to that of the next; default `length`, windows side by side. 1 gives all there are. */
  readonly stride?: number;
}

/** What a language model reads, and what comes next at each place. */
export interface ContextWindows {
  /** [windows, length] */
  readonly x: Tensor;
  /** [windows, length], one token later. */
  readonly y: Tensor;
}

/**
 * Runs of tokens to predict the next token from: x[i, j] = tokens[i stride + j], y[i, j] = tokens[i stride + j + 1]. Both
 * are views, also where windows overlap; what is left at the end is too short for one.
 *
 * Shapes: tokens [n] -> x, y [floor((n - 1 - length) / stride) + 1, length].
 * @throws RangeError unless length and stride are integers >= 1; ShapeError unless tokens are [n] with n > length.
 * @example for (const { x, y } of epochs(contextWindows(tokens, { length: 64 }), { batchSize: 32, key })) step(x, y)
 */
export function contextWindows(tokens: Tensor, { length, stride = length }: ContextWindowsOptions): ContextWindows {
  checkTensor("contextWindows", tokens);
  for (const [name, size] of Object.entries({ length, stride }))
    if (!Number.isInteger(size) || size < 1)
      throw new RangeError(`contextWindows: ${name} must be an integer >= 1, got ${size}; try 64?`);
  const [count = 0] = tokens.shape;
  if (tokens.rank !== 1 || count <= length)
    throw new ShapeError(
      `contextWindows: tokens [n] of more than ${length} are needed, got ${formatShape(tokens.shape)}; choose shorter windows?`,
    );
  const { buffer, offset, strides } = viewOf(tokens, "contextWindows");
  const step = strides[0]!;
  const shape = [Math.floor((count - 1 - length) / stride) + 1, length];
  const from = (start: number): Tensor =>
    fromBuffer(buffer, { shape, dtype: tokens.dtype }, [stride * step, step], offset + start * step);
  return { x: from(0), y: from(1) };
}
