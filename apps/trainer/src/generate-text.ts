import { argMax, categorical, divide, foldIn, type RandomKey, slice, type Tensor, tensor } from "@adjoint/tensor";

export interface GenerateOptions {
  /** How many tokens the model sees. */
  readonly context: number;
  readonly length: number;
  /** 0 takes the likeliest token, 1 draws as the model says. */
  readonly temperature: number;
  readonly key: RandomKey;
}

/**
 * Tokens that go on from others, one by one. `logitsOf` is a model of texts, [1, context] -> [1, context, vocabulary],
 * in which no place sees what is behind it.
 */
export function* generateText(
  logitsOf: (window: Tensor) => Tensor,
  start: readonly number[],
  { context, length, temperature, key }: GenerateOptions,
): Generator<number> {
  const tokens = [...start];
  for (let i = 0; i < length; i++) {
    const seen = tokens.slice(-context);
    // a window always has one size; what stands behind the last token does not matter
    const window = [...seen, ...new Array<number>(context - seen.length).fill(0)];
    const logits = slice(logitsOf(tensor([window], { dtype: "int32" })), [0, seen.length - 1]);
    const token = temperature === 0 ? argMax(logits) : categorical(foldIn(key, i), divide(logits, temperature));
    tokens.push(token.item());
    yield token.item();
  }
}
