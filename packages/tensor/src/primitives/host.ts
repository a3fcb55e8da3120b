import { checkTensor } from "../check-tensor.ts";
import { allocate } from "../dtype.ts";
import { ShapeError } from "../errors.ts";
import { bind, type Primitive } from "../primitive.ts";
import { formatShape, sizeOf } from "../shape.ts";
import { fromBuffer, type Tensor } from "../tensor.ts";
import { expandBatch } from "./broadcast.ts";

type HostFunction = (...scalars: number[]) => number;

/** Exported for interpreters, which run it before the rest of a program. */
export const onHostPrimitive: Primitive<readonly Tensor[], [Tensor], { fn: HostFunction }> = {
  name: "onHost",
  shape: (inputs) => [{ shape: inputs[0]!.shape, dtype: "float64" }],
  kernel: (inputs, { fn }, [spec]) => {
    const columns = inputs.map((x) => x.dataSync());
    const out = allocate("float64", sizeOf(spec.shape));
    for (let i = 0; i < out.length; i++) out[i] = fn(...columns.map((column) => column[i]!));
    return [fromBuffer(out, spec)];
  },
  vjp: null,
  batch: (inputs, batched, attributes, size) => bind(onHostPrimitive, expandBatch(inputs, batched, size), attributes),
};

/**
 * A function of plain numbers inside a program of tensors: a schedule, a bias correction. It runs in double
 * precision on the host, and a compiled program calls it anew each time. Its derivative is 0.
 *
 * Shapes: each argument [] -> [] float64. Arguments are tensors: a number would be read once, while tracing.
 * @throws ShapeError when an argument is no scalar; TypeError when it is no tensor.
 * @example const rate = onHost(schedule, state.step)
 */
export function onHost(fn: HostFunction, ...scalars: readonly [Tensor, ...Tensor[]]): Tensor {
  for (const x of scalars) {
    checkTensor("onHost", x);
    if (x.rank > 0)
      throw new ShapeError(`onHost: a scalar is needed, got shape ${formatShape(x.shape)}; use operations on tensors?`);
  }
  return bind(onHostPrimitive, scalars, { fn })[0];
}

const stopGradientPrimitive: Primitive<[Tensor], [Tensor], undefined> = {
  name: "stopGradient",
  shape: ([x]) => [{ shape: x.shape, dtype: x.dtype }],
  kernel: ([x]) => [x],
  vjp: null,
  batch: ([x]) => [stopGradient(x)],
};

/** x, as a constant for every derivative. */
export function stopGradient(x: Tensor): Tensor {
  checkTensor("stopGradient", x);
  return bind(stopGradientPrimitive, [x], undefined)[0];
}

const barrierPrimitive: Primitive<[Tensor], [Tensor], undefined> = {
  name: "barrier",
  kind: "view",
  shape: ([x]) => [{ shape: x.shape, dtype: x.dtype }],
  kernel: ([x]) => [x],
  vjp: ([cotangent]) => [() => cotangent],
  batch: ([x]) => [barrier(x)],
};

/**
 * x itself, but not to a compiler: what is computed from it is computed again, even if the same was computed from x. A
 * derivative that recomputes rather than stores says so by it.
 */
export function barrier(x: Tensor): Tensor {
  checkTensor("barrier", x);
  return bind(barrierPrimitive, [x], undefined)[0];
}
