import { allocate } from "../dtype.ts";
import { sizeOf } from "../shape.ts";
import { fromBuffer, type Spec, type Tensor } from "../tensor.ts";

/**
 * Computes on the matrices of the last two axes, one of each input at a time: row-major copies in double precision,
 * which may be overwritten. Axes before them are the same for all inputs; results are rounded to the outputs' types.
 */
export function eachMatrix<I extends readonly [Tensor, ...Tensor[]], O extends readonly Spec[]>(
  inputs: I,
  outputs: O,
  compute: (...matrices: { [K in keyof I]: Float64Array }) => { readonly [K in keyof O]: Float64Array },
): { -readonly [K in keyof O]: Tensor } {
  const count = sizeOf(inputs[0].shape.slice(0, -2));
  const copies = inputs.map((x) => new Float64Array(x.dataSync()));
  const results = outputs.map(({ dtype, shape }) => allocate(dtype, sizeOf(shape)));
  for (let i = 0; i < count; i++) {
    const matrices = copies.map((all) => all.subarray((i * all.length) / count, ((i + 1) * all.length) / count));
    // one matrix of each input, in their order
    compute(...(matrices as { [K in keyof I]: Float64Array })).forEach((values, k) => {
      results[k]!.set(values, i * values.length);
    });
  }
  // one tensor for each output, in their order
  return results.map((values, k) => fromBuffer(values, outputs[k]!)) as { -readonly [K in keyof O]: Tensor };
}
