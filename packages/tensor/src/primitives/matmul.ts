import { commonType } from "../align.ts";
import { allocate } from "../dtype.ts";
import { ShapeError } from "../errors.ts";
import { multiplyIntegers } from "../internal/multiply-integers.ts";
import { multiplyMatrices } from "../internal/multiply-matrices.ts";
import { offsetsOf } from "../internal/offsets-of.ts";
import { bind, type Primitive } from "../primitive.ts";
import { broadcastShapes, formatShape, sizeOf } from "../shape.ts";
import { fromBuffer, type Tensor, viewOf } from "../tensor.ts";
import { expandTo, expandBatch } from "./broadcast.ts";
import { swapLastAxes } from "./movement.ts";
import { reshapeTo } from "./reshape.ts";

/** [...s, m, k] x [...s, k, n] -> [...s, m, n]: the leading axes are equal here, `matmul` broadcast them. */
const matmulPrimitive: Primitive<readonly [Tensor, Tensor], [Tensor], undefined> = {
  name: "matmul",
  shape: ([a, b]) => [{ shape: [...a.shape.slice(0, -1), b.shape.at(-1)!], dtype: a.dtype }],
  kernel: ([a, b], _, [spec]) => {
    const [rows, inner] = a.shape.slice(-2) as [number, number];
    const columns = b.shape.at(-1)!;
    const out = allocate(spec.dtype, sizeOf(spec.shape));
    const multiplyEach = spec.dtype === "int32" ? multiplyIntegers : multiplyMatrices;
    const lead = spec.shape.slice(0, -2);
    const [left, right] = [viewOf(a), viewOf(b)];
    const startsA = offsetsOf(lead, left.strides.slice(0, -2), left.offset);
    const startsB = offsetsOf(lead, right.strides.slice(0, -2), right.offset);
    for (let i = 0; i < startsA.length; i++)
      multiplyEach(
        { buffer: left.buffer, strides: left.strides.slice(-2), offset: startsA[i]! },
        { buffer: right.buffer, strides: right.strides.slice(-2), offset: startsB[i]! },
        { buffer: out, rows, inner, columns, offset: i * rows * columns },
      );
    return [fromBuffer(out, spec)];
  },
  // d(A B) = dA B + A dB
  vjp: ([cotangent], [a, b]) => [() => matmul(cotangent, swapLastAxes(b)), () => matmul(swapLastAxes(a), cotangent)],
  batch: (inputs, batched, _, size) => {
    const [a, b] = inputs;
    if (batched[0] && !batched[1]) return [matmul(a, b)]; // one product of more rows
    return [matmul(...(expandBatch(inputs, batched, size) as [Tensor, Tensor]))];
  },
};

/**
 * The matrix product over the last two axes; axes before them broadcast. A vector on the left is a row, one on the
 * right a column, and its axis of size 1 is dropped from the result, as in NumPy. Integers wrap around.
 *
 * Shapes: [...s, m, k] x [...s, k, n] -> [...s, m, n]; [k] x [k] -> [].
 * @throws ShapeError when the inner sizes differ; DTypeError when the types do.
 */
export function matmul(a: Tensor, b: Tensor): Tensor {
  checkFactors(a, b);
  if (a.rank === 1) return dropAxis(matmul(reshapeTo(a, [1, ...a.shape]), b), b.rank === 1 ? -1 : -2);
  if (b.rank === 1) return dropAxis(matmul(a, reshapeTo(b, [...b.shape, 1])), -1);
  const [rows, inner] = a.shape.slice(-2) as [number, number];
  // one product of many rows instead of many products
  if (b.rank === 2 && a.rank > 2)
    return reshapeTo(matmul(reshapeTo(a, [sizeOf(a.shape.slice(0, -1)), inner]), b), [
      ...a.shape.slice(0, -1),
      b.shape[1]!,
    ]);
  const lead = broadcastShapes("matmul", [a.shape.slice(0, -2), b.shape.slice(0, -2)]);
  const left = expandTo(a, [...lead, rows, inner]);
  const right = expandTo(b, [...lead, inner, b.shape.at(-1)!]);
  return bind(matmulPrimitive, [left, right], undefined)[0];
}

function checkFactors(a: Tensor, b: Tensor): void {
  commonType("matmul", "number", [a, b]);
  if (a.rank === 0 || b.rank === 0) throw new ShapeError("matmul: a scalar is no matrix, got shape []; use multiply?");
  if (a.shape.at(-1) !== b.shape.at(b.rank === 1 ? 0 : -2))
    throw new ShapeError(
      `matmul: inner sizes must match, got ${formatShape(a.shape)} x ${formatShape(b.shape)}; transpose one?`,
    );
}

const dropAxis = (x: Tensor, axis: -1 | -2): Tensor =>
  reshapeTo(
    x,
    x.shape.filter((_, i) => i !== x.rank + axis),
  );
