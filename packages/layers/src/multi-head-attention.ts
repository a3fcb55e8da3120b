import {
  expandDims,
  formatShape,
  reshape,
  type Shape,
  ShapeError,
  sameShape,
  scaledDotProductAttention,
  sizeOf,
  swapAxes,
  type Tensor,
} from "@adjoint/tensor";
import { type DenseOptions, dense } from "./dense.ts";
import type { AffineParams } from "./internal/affine-params.ts";
import { checkCount } from "./internal/check-count.ts";
import { checkExample } from "./internal/check-example.ts";
import { compose } from "./internal/compose.ts";
import type { ApplyOptions, Layer } from "./layer.ts";
import { type RotaryOptions, rotary } from "./rotary.ts";

export interface MultiHeadAttentionOptions<B extends boolean> extends Omit<DenseOptions<B>, "outputs"> {
  /** Numbers of each element that comes out, a multiple of the heads. */
  readonly width: number;
  /** Parts of the width that attend each in its own way. */
  readonly heads: number;
  /** Does an element see only itself and what is before it? Default: false. */
  readonly causal?: boolean;
  /** Are positions told by turning queries and keys? Default: false. */
  readonly rotary?: boolean | Pick<RotaryOptions, "base">;
  /** Width of another sequence, `context` of the options, that keys and values are made of. Default: x itself is it. */
  readonly contextWidth?: number;
}

/** Of the four products of attention. */
export interface MultiHeadAttentionParams<B extends boolean> {
  readonly queries: AffineParams<B>;
  readonly keys: AffineParams<B>;
  readonly values: AffineParams<B>;
  readonly output: AffineParams<B>;
}

/**
 * Each element gathers what it finds in the others: softmax(q k^T / sqrt(width / heads)) v of each head, side by side,
 * then one more product. With a `contextWidth`, what it finds in another sequence.
 *
 * `mask` says which elements (of the context: `contextMask`) may be seen at all. An element that may see none gets
 * the bias of the output.
 *
 * Shapes: x [...b, time, inputs] -> [...b, time, width]; context [...b, m, contextWidth]; masks `bool` [...b, time], [...b, m].
 * @throws RangeError unless the heads divide the width, in even parts for rotary; ShapeError or TypeError for a mask or
 * context that does not fit or is missing.
 * @see Vaswani et al. 2017, Attention is all you need, section 3.2.2
 * @example multiHeadAttention({ width: 128, heads: 4, causal: true, rotary: true })
 */
export function multiHeadAttention<const B extends boolean = true>(
  options: MultiHeadAttentionOptions<B>,
): Layer<MultiHeadAttentionParams<B>> {
  const { width, heads, contextWidth, rotary: positions = false } = options;
  checkHeads(width, heads, Boolean(positions), contextWidth);
  const product = (): Layer<AffineParams<B>> => dense<B>({ ...options, outputs: width });
  const attend = attention(options);
  const layers = { queries: product(), keys: product(), values: product(), output: product() };
  return compose("multiHeadAttention", layers, {
    shape: (inputShape, [queries, keys, values, output]) => {
      checkExample("multiHeadAttention", inputShape, 2, "[time, inputs]");
      const other = contextWidth === undefined ? inputShape : [...inputShape.slice(0, -1), contextWidth];
      keys!(other);
      values!(other);
      return output!(queries!(inputShape));
    },
    tensor: (x, [queries, keys, values, output], apply) => {
      const { context, mask } = seen(x, contextWidth, apply);
      return output!(attend(queries!(x), keys!(context), values!(context), mask));
    },
    // scores and weighted values: two products of time x width for each element
    flops: (inputShape) => 4 * sizeOf(inputShape.slice(0, -1)) * inputShape.at(-2)! * width,
  }) as Layer<object> as Layer<MultiHeadAttentionParams<B>>; // while B is open, the types do not see what is in AffineParams
}

function checkHeads(width: number, heads: number, isRotary: boolean, contextWidth: number | undefined): void {
  checkCount("multiHeadAttention", "width", width);
  checkCount("multiHeadAttention", "heads", heads);
  if (contextWidth !== undefined) checkCount("multiHeadAttention", "contextWidth", contextWidth);
  const unit = isRotary ? 2 * heads : heads;
  if (width % unit !== 0)
    throw new RangeError(
      `multiHeadAttention: width must be a multiple of ${isRotary ? "twice " : ""}the heads, got ${width} for ${heads}; choose ${Math.ceil(width / unit) * unit}?`,
    );
}

/** What is attended to, and where it has elements. */
function seen(x: Tensor, contextWidth: number | undefined, { mask, context, contextMask }: ApplyOptions) {
  if (contextWidth === undefined) return { context: x, mask: checkedMask(mask, x.shape) };
  if (!context)
    throw new TypeError(
      "multiHeadAttention: a contextWidth needs a context, got none; pass { context }, or leave it out?",
    );
  return { context, mask: checkedMask(contextMask, context.shape) };
}

function checkedMask(mask: Tensor | undefined, sequence: Shape): Tensor | undefined {
  if (!mask) return undefined;
  const wanted = sequence.slice(0, -1);
  if (!sameShape(mask.shape, wanted))
    throw new ShapeError(
      `multiHeadAttention: a mask ${formatShape(wanted)} is needed, got ${formatShape(mask.shape)}; one entry for each element?`,
    );
  return expandDims(mask, [-2, -3]); // for all heads and queries
}

/** Attention of queries, keys and values [...b, time, width], head by head. */
function attention({ heads, causal = false, rotary: positions = false }: MultiHeadAttentionOptions<boolean>) {
  const turn = (t: Tensor): Tensor => (positions ? rotary(t, positions === true ? {} : positions) : t);
  /** [...b, time, width] -> [...b, heads, time, width / heads] */
  const split = (t: Tensor): Tensor =>
    swapAxes(reshape(t, [...t.shape.slice(0, -1), heads, t.shape.at(-1)! / heads]), -2, -3);
  return (queries: Tensor, keys: Tensor, values: Tensor, mask: Tensor | undefined): Tensor => {
    const mixed = scaledDotProductAttention(turn(split(queries)), turn(split(keys)), split(values), { causal, mask });
    return reshape(swapAxes(mixed, -2, -3), queries.shape);
  };
}
